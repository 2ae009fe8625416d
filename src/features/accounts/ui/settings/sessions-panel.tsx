import { api, Badge, Button, Panel, RelativeTime } from '../../../../ui/index.ts'
import type { Session } from '../../schema.ts'
import { Rows, RowText } from './rows.tsx'
import { useSaving } from './use-saving.ts'

const queryKey = ['sessions']

export function SessionsPanel() {
  const revoke = useSaving(
    (id: string) => api('DELETE', `/api/sessions/${id}`),
    'The session could not be ended',
    queryKey,
  )
  const revokeOthers = useSaving(
    () => api('DELETE', '/api/sessions'),
    'The sessions could not be ended',
    queryKey,
  )
  return (
    <Panel
      title="Sessions"
      actions={
        <Button size="sm" onClick={() => revokeOthers.mutate(undefined)}>
          Sign out everywhere else
        </Button>
      }
    >
      <Rows<Session>
        {...{ queryKey, path: '/api/sessions', label: 'Sessions', empty: 'No sessions.' }}
        rowKey={(session) => session.id}
      >
        {(session) => (
          <>
            <RowText
              title={deviceOf(session.user_agent)}
              note={
                <>
                  {session.ip_address ?? 'unknown address'}, since <RelativeTime at={session.created_at} />
                </>
              }
            />
            {session.current ? (
              <Badge tone="good">This one</Badge>
            ) : (
              <Button size="sm" variant="ghost" onClick={() => revoke.mutate(session.id)}>
                Sign out
              </Button>
            )}
          </>
        )}
      </Rows>
    </Panel>
  )
}

/** "Firefox on Linux" out of a user agent, or the agent itself. */
function deviceOf(agent: string | null): string {
  if (!agent) return 'A program'
  const browser = /(Edg|Firefox|Chrome|Safari)\//.exec(agent)?.[1]?.replace('Edg', 'Edge')
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1]
  return browser && system ? `${browser} on ${system}` : agent.slice(0, 60)
}
