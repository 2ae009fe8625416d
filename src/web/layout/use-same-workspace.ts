import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * Keeps the tabs of one browser in the same workspace. They share a session, so after a switch in one tab
 * the next purchase in another would be the other workspace's: that tab must show where it really is.
 */
export function useSameWorkspace(workspaceId: string | undefined): void {
  const client = useQueryClient()
  const navigate = useNavigate()
  useEffect(() => {
    if (!workspaceId) return
    const channel = new BroadcastChannel('assay.workspace')
    channel.onmessage = (message: MessageEvent<string>) => {
      if (message.data === workspaceId) return
      void navigate({ to: '/' }).then(() => client.resetQueries())
    }
    channel.postMessage(workspaceId)
    return () => channel.close()
  }, [workspaceId, client, navigate])
}
