import { useMe } from '../../accounts/ui/index.ts'

/** Whether this person may buy credits, see receipts and change what the workspace buys by itself. */
export function useBilling(): boolean {
  const role = useMe().workspace?.role
  return role === 'owner' || role === 'admin'
}
