import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/index.ts'
import type { Member } from '../../accounts/schema.ts'

/** To somebody who may not buy: who may. */
export function AskBilling({ what }: { what: string }) {
  const members = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => api<{ data: Member[] }>('GET', '/api/members', { signal }),
  })
  const people = members.data?.data.filter(({ role }) => role !== 'member') ?? []
  return (
    <div className="flex flex-col gap-2">
      <p>Only owners and admins of this workspace can {what}.</p>
      {people.length > 0 ? (
        <ul aria-label="Whom to ask" className="flex flex-col gap-1">
          {people.map(({ user_id, name, email, role }) => (
            <li key={user_id} className="min-w-0 break-words">
              {name}, {role} ·{' '}
              <a href={`mailto:${email}`} className="underline underline-offset-2">
                {email}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
