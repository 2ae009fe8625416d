import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, errorText, toast } from '../../ui/index.ts'

/** Leaving, and changing the workspace: both must forget everything the page has read. */
export function useSession() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return {
    signOut: async () => {
      try {
        await api('POST', '/api/auth/sign-out', { body: {} })
        client.clear()
        await navigate({ to: '/sign-in' })
      } catch (error) {
        toast.error('Could not sign out', errorText(error))
      }
    },
    switchWorkspace: async (id: string) => {
      try {
        await api('POST', `/api/workspaces/${id}/selection`, { body: {} })
        await navigate({ to: '/' })
        await client.resetQueries()
      } catch (error) {
        toast.error('Could not switch the workspace', errorText(error))
      }
    },
  }
}
