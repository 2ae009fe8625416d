import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useSearchParams } from '../../../../ui/index.ts'

/** After signing in or up: forgets what a former person saw and goes where they were going. */
export function useEnterApp(): (to?: string) => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  return async (to) => {
    client.clear()
    await navigate({ href: to ?? ownPath(params.next) ?? '/' })
  }
}

/** Only a path of this site: a link must not lead a freshly signed-in person elsewhere. */
function ownPath(next: string | undefined): string | null {
  return next && /^\/(?![/\\])/.test(next) ? next : null
}
