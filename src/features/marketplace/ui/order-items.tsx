import { Link } from '@tanstack/react-router'
import { Credits, Panel, plural, ScoreMark } from '../../../ui/index.ts'
import type { OrderDetail } from '../schema.ts'

type Item = OrderDetail['items'][number]

/** What was bought, each with its lead as it is now. */
export function OrderItems({ items }: { items: readonly Item[] }) {
  return (
    <Panel title={`Bought: ${plural(items.length, 'lead')}`}>
      <ul className="-mx-4 -my-4 divide-y divide-line">
        {items.map((item) => (
          <li
            key={item.lead_id}
            className="flex items-center gap-3 px-4 py-2 [contain-intrinsic-size:auto_44px] [content-visibility:auto] hover:bg-hover"
          >
            {item.lead ? <Lead id={item.lead_id} lead={item.lead} /> : <Deleted />}
            <Credits value={item.price} className="min-w-16 text-right" />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Lead({ id, lead }: { id: string; lead: NonNullable<Item['lead']> }) {
  const work = [lead.job_title, lead.company_name].filter(Boolean).join(', ')
  return (
    <>
      <ScoreMark score={lead.score} />
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_minmax(0,1.3fr)] items-center gap-x-4 max-sm:block">
        <Link
          to="/leads/$leadId"
          params={{ leadId: id }}
          className="block truncate font-medium underline decoration-line underline-offset-2 hover:decoration-ink"
        >
          {lead.full_name ?? lead.email ?? 'Lead without a name'}
        </Link>
        <span className="block truncate text-muted">{work || 'No job given'}</span>
        <span className="block truncate">{lead.email ?? <span className="text-faint">No email</span>}</span>
      </div>
    </>
  )
}

function Deleted() {
  return <span className="flex-1 text-muted">Deleted from Leads since</span>
}
