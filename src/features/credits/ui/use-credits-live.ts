import { useQueryClient } from '@tanstack/react-query'
import { useLive } from '../../../ui/index.ts'

const MOVES = [
  ...['credits.changed', 'credits.low', 'credits.expiring', 'checkout.changed'],
  ...['wallet.frozen', 'wallet.unfrozen'],
]

/** Reads again whatever is shown of credits when they move, here or anywhere else. Once, in the frame. */
export function useCreditsLive(): void {
  const client = useQueryClient()
  useLive(MOVES, () => void client.invalidateQueries({ queryKey: ['credits'] }))
}
