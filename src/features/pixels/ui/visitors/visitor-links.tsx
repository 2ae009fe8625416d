import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, Badge, Button, ErrorState, errorText, formatDateTime, toast } from '../../../../ui/index.ts'
import type { VisitorLink } from '../../identity/schema.ts'
import type { Visitor } from '../../visitors/schema.ts'
import { pathOf } from '../words.ts'

const kinds: Record<VisitorLink['kind'], string> = {
  identify: 'The site said who it is',
  form: 'An email was sent in a form',
  mail: 'A link in one of your emails was followed',
  superpixel: 'AudienceLab recognised them',
}

/** Why this visitor is held to be somebody, each reason with its evidence, and the way to take it back. */
export function VisitorLinks({ visitor }: { visitor: Visitor }) {
  const links = useQuery({
    queryKey: ['visitors', 'links', visitor.id, visitor.lead_id, visitor.identified_at],
    queryFn: ({ signal }) =>
      api<{ data: VisitorLink[] }>('GET', `/api/visitors/${visitor.id}/links`, { signal }),
  })
  if (links.isError)
    return (
      <ErrorState title="Why they are known could not be read" error={links.error} retry={links.refetch} />
    )
  if (!links.data || links.data.data.length === 0) return null
  return (
    <section>
      <h3 className="mb-2 font-semibold">Why they are known</h3>
      <ul className="divide-y divide-line rounded-md border border-line">
        {links.data.data.map((link) => (
          <li key={link.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
            <div className="min-w-0 flex-1 basis-48 break-words">
              <p className={link.undone_at ? 'text-muted line-through' : 'font-medium'}>{kinds[link.kind]}</p>
              <p className="text-sm text-muted">{evidenceOf(link)}</p>
            </div>
            {link.undone_at ? <Badge>Undone</Badge> : <UndoLink visitorId={visitor.id} link={link} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function evidenceOf({ lead_name, event, created_at, undone_at, undone_by }: VisitorLink): string {
  if (undone_at) return `Undone ${formatDateTime(undone_at)}${undone_by?.name ? ` by ${undone_by.name}` : ''}`
  const where = event?.url ? ` on ${pathOf(event.url)}` : ''
  return [lead_name, `${formatDateTime(event?.at ?? created_at)}${where}`].filter(Boolean).join(', ')
}

function UndoLink({ visitorId, link }: { visitorId: string; link: VisitorLink }) {
  const client = useQueryClient()
  const undo = useMutation({
    mutationFn: () => api('POST', `/api/visitors/${visitorId}/links/${link.id}/reversal`),
    onSuccess: () => toast({ title: 'Undone: it will not be taken for this person again' }),
    onError: (error) => toast.error('It could not be undone', errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['visitors'] }),
  })
  return (
    <Button size="sm" busy={undo.isPending} onClick={() => undo.mutate()}>
      Undo
    </Button>
  )
}
