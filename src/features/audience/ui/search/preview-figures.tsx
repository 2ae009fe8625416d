import type { ReactNode } from 'react'
import { Credits, cn, formatCount, formatPercent, Skeleton } from '../../../../ui/index.ts'
import type { Preview } from '../../search/schema.ts'

interface FiguresProps {
  preview: Preview | undefined
  /** Of the filter before: dimmed until its own come. */
  isOld: boolean
}

/** How many match, how many of them are new, what one costs: before anything is pressed. */
export function PreviewFigures({ preview, isOld }: FiguresProps) {
  const everybody = preview?.version?.people
  const said = preview && !isOld ? words(preview) : ''
  return (
    <div className="px-5 pb-3 max-sm:px-4">
      <dl
        aria-busy={isOld}
        className={cn(
          'grid grid-cols-3 divide-x divide-line rounded-md border border-line bg-surface transition-opacity',
          isOld && 'opacity-50',
        )}
      >
        <Figure
          name="People"
          note={
            preview && everybody
              ? `${formatPercent(preview.count / everybody)} of everybody`
              : 'match the search'
          }
        >
          {preview ? formatCount(preview.count) : null}
        </Figure>
        <Figure
          name="New to you"
          note={preview?.net_new === null ? 'known once they arrive' : 'neither yours nor off limits'}
        >
          {preview ? (preview.net_new === null ? '–' : formatCount(preview.net_new)) : null}
        </Figure>
        <Figure name="Price" note="credits a person">
          {preview ? <Credits value={preview.credit_cost_per_lead} /> : null}
        </Figure>
      </dl>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  )
}

function words({ count, net_new }: Preview): string {
  const fresh = net_new === null ? '' : `, ${formatCount(net_new)} of them new to you`
  return `${formatCount(count)} people match${fresh}`
}

function Figure({ name, note, children }: { name: string; note: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-2.5 max-sm:px-3">
      <dt className="text-sm text-muted">{name}</dt>
      <dd>
        <span className="block truncate text-lg font-semibold tabular">
          {children ?? <Skeleton className="my-1 h-4 w-20" />}
        </span>
        <span className="block text-xs text-faint max-sm:hidden">{note}</span>
      </dd>
    </div>
  )
}
