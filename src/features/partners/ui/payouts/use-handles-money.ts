import { useMe } from '../../../accounts/ui/index.ts'

/** Whether this person may ask for payouts and say where they go. */
export function useHandlesMoney(): boolean {
  const role = useMe().workspace?.role
  return role === 'owner' || role === 'admin'
}
