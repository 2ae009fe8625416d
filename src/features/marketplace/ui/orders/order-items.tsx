import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Credits, formatCredits, Panel, plural, ScoreMark } from '../../../../ui/index.ts'
import type { OrderDetail } from '../../schema.ts'
import { ItemReturn } from '../returns/item-return.tsx'
import { ReturnDialog } from '../returns/return-dialog.tsx'
import { useReturnChoice } from '../returns/use-return-choice.ts'

type Item = OrderDetail['items'][number]

/** What was bought, each with its lead as it is now; items can be chosen to be returned. */
export function OrderItems({ order }: { order: OrderDetail }) {
  const { items } = order
  const choice = useReturnChoice(order)
  const hasReturns = items.some((item) => item.return !== null)
  const back = items.filter((item) => item.return?.status === 'accepted')
  const credits = back.reduce((sum, item) => sum + Math.round(item.price * 100), 0) / 100
  return (
    <Panel
      title={`Bought: ${plural(items.length, 'lead')}${
        back.length > 0
          ? `, ${plural(back.length, 'lead')} returned for ${formatCredits(credits)} credits`
          : ''
      }`}
      actions={
        choice.canReturn && !choice.isChoosing ? (
          <Button size="sm" onClick={choice.start}>
            Return leads
          </Button>
        ) : null
      }
    >
      {choice.words ? <p className="mb-4 text-muted">{choice.words}</p> : null}
      <ul className={`-mx-4 divide-y divide-line ${listEdges(choice)}`}>
        {items.map((item) => (
          <li
            key={item.lead_id}
            className="flex items-center gap-3 px-4 py-2 max-sm:flex-wrap max-sm:gap-y-1 [contain-intrinsic-size:auto_44px] [content-visibility:auto] hover:bg-hover"
          >
            {choice.isChoosing ? (
              <Checkbox
                aria-label={`Return ${nameOf(item)}`}
                disabled={item.return !== null}
                checked={choice.has(item)}
                onCheckedChange={() => choice.toggle(item)}
              />
            ) : null}
            {item.lead ? <Lead id={item.lead_id} lead={item.lead} /> : <Deleted />}
            {hasReturns ? <ItemReturn item={item} /> : null}
            <Credits value={item.price} className="min-w-16 text-right" />
          </li>
        ))}
      </ul>
      {choice.isChoosing ? <ChoiceBar choice={choice} /> : null}
      {choice.isAsking ? (
        <ReturnDialog order={order} items={choice.chosen} onClose={choice.back} onDone={choice.end} />
      ) : null}
    </Panel>
  )
}

type Choice = ReturnType<typeof useReturnChoice>

/** The list reaches the panel's edges where nothing stands above or below it. */
function listEdges({ words, isChoosing }: Choice): string {
  return `${words ? 'border-t border-line' : '-mt-4'} ${isChoosing ? '' : '-mb-4'}`
}

/** Stays in sight however long the list is. */
function ChoiceBar({ choice }: { choice: Choice }) {
  const count = choice.chosen.length
  return (
    <div className="sticky bottom-0 -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-2 rounded-b-md border-t border-line bg-surface px-4 py-2">
      <span role="status" className="mr-auto text-muted tabular">
        {count > 0 ? `${plural(count, 'lead')} chosen` : 'None chosen yet'}
      </span>
      <Button onClick={choice.end}>Keep all</Button>
      <Button variant="primary" disabled={count === 0} onClick={choice.ask}>
        {count > 0 ? `Return ${plural(count, 'lead')}…` : 'Return…'}
      </Button>
    </div>
  )
}

const nameOf = ({ lead }: Item) => lead?.full_name ?? lead?.email ?? 'lead without a name'

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
