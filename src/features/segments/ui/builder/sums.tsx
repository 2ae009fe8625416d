import type { ReactNode } from 'react'
import { Button, Credits, cn, errorText, formatCount, formatCredits, Skeleton } from '../../../../ui/index.ts'
import type { SegmentTarget } from '../../schema.ts'
import type { Counts } from './use-counts.ts'
import type { Terms } from './use-terms.ts'

interface SumsProps {
  target: SegmentTarget
  counts: Counts
  terms: { data: Terms | undefined; error: Error | null }
  /** The filter in words. */
  words: string
}

/** What the whole filter finds, how many of them are new and what they would cost. */
export function Sums({ target, counts, terms, words }: SumsProps) {
  const { total, isOld, error } = counts
  return (
    <aside
      aria-label="What it finds"
      className="flex flex-col gap-4 rounded-md border border-line bg-surface p-4 lg:sticky lg:top-4"
    >
      {error && !total ? (
        <Failed text={errorText(error)} retry={counts.retry} />
      ) : (
        <dl
          aria-live="polite"
          aria-busy={isOld}
          className={cn(
            'flex flex-wrap gap-x-8 gap-y-3 transition-opacity lg:flex-col',
            isOld && 'opacity-50',
          )}
        >
          <Figure name={target === 'leads' ? 'Leads match' : 'People match'}>
            {total ? formatCount(total.count) : <Shape />}
          </Figure>
          {target === 'audience' ? <OfAudience terms={terms.data} isUnknown={terms.error !== null} /> : null}
        </dl>
      )}
      {!error && terms.error ? <p className="text-sm text-bad">{errorText(terms.error)}</p> : null}
      {error && total ? <Failed text={errorText(error)} retry={counts.retry} /> : null}
      <p className="border-t border-line pt-3 text-sm text-muted break-words">{words}</p>
    </aside>
  )
}

function OfAudience({ terms, isUnknown }: { terms: Terms | undefined; isUnknown: boolean }) {
  if (!terms) {
    return (
      <>
        <Figure name="New to you">{isUnknown ? '–' : <Shape />}</Figure>
        <Figure name="All of them would cost">{isUnknown ? '–' : <Shape />}</Figure>
      </>
    )
  }
  const { count, net_new, credit_cost_per_lead: price, balance } = terms
  return (
    <>
      <Figure
        name="New to you"
        note={net_new === null ? 'The provider cannot tell; nobody is paid for twice' : undefined}
      >
        {net_new === null ? '–' : formatCount(net_new)}
      </Figure>
      <Figure
        name="All of them would cost"
        note={
          <>
            {formatCredits(price)} a person; you have {formatCredits(balance)}
          </>
        }
      >
        <Credits value={(net_new ?? count) * price} />
      </Figure>
    </>
  )
}

function Figure({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="tabular">
        <div className="text-title font-semibold">{children}</div>
        {note ? <div className="text-sm text-muted">{note}</div> : null}
      </dd>
    </div>
  )
}

function Shape() {
  return <Skeleton className="my-1 h-5 w-24" />
}

function Failed({ text, retry }: { text: string; retry: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-start gap-2 text-bad">
      {text}
      <Button size="sm" onClick={retry}>
        Count again
      </Button>
    </div>
  )
}
