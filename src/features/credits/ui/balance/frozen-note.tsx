import type { Credits } from '../../schema.ts'
import { balanceState, unfreezing } from './balance-words.ts'

/** Why nothing can be bought for credits, and what to do about it. */
export function FrozenNote({ credits }: { credits: Credits }) {
  return (
    <p className="rounded-md bg-bad-soft px-3 py-2 break-words text-bad">
      {balanceState(credits)?.text} {unfreezing(credits)}
    </p>
  )
}
