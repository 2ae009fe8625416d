import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { cn } from '../../../../ui/index.ts'
import type { FlatFilter } from '../../schema.ts'
import { describePart } from '../filter-editor/describe-part.ts'
import { type FilterPart, filterParts, isPartSet, type PartInfo } from '../filter-editor/fields.ts'
import { PartEditor } from '../filter-editor/part-editor.tsx'

export interface FacetsProps {
  filter: FlatFilter
  onChange: (filter: FlatFilter) => void
  counts: Record<string, ReadonlyMap<string, number>>
  /** Why the provider cannot search by a field. */
  cannot: ReadonlyMap<string, string>
}

const parts = filterParts.filter(({ ownLeads, part }) => !ownLeads && part !== 'net_new')
const openAtFirst = new Set<FilterPart>(['job_titles', 'seniorities', 'industries', 'company_sizes', 'has'])

/** Every way to narrow the search, each with how many people a choice would leave. */
export function Facets(props: FacetsProps) {
  return (
    <div className="flex flex-col">
      <div className="border-b border-line px-3 py-2">
        <PartEditor part="net_new" filter={props.filter} onChange={props.onChange} />
      </div>
      {parts.map((info) => (
        <Section key={info.part} info={info} {...props} />
      ))}
    </div>
  )
}

function Section({ info, cannot, ...props }: FacetsProps & { info: PartInfo }) {
  const { part, label, fields } = info
  const { filter, counts } = props
  const isSet = isPartSet(filter, part)
  const [isOpen, setOpen] = useState(isSet || openAtFirst.has(part))
  const reason = fields.map((field) => cannot.get(field)).find(Boolean)
  return (
    <section className="border-b border-line">
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex min-h-9 w-full items-center gap-1.5 px-3 text-left outline-offset-[-2px] hover:bg-hover max-sm:min-h-11"
        >
          <ChevronRight
            aria-hidden
            className={cn('size-3.5 shrink-0 text-muted transition-transform', isOpen && 'rotate-90')}
          />
          <span className="shrink-0 font-medium">{label}</span>
          {isSet && !isOpen ? (
            <span className="min-w-0 truncate text-sm text-muted">{describePart(filter, part)}</span>
          ) : null}
          {isSet ? <span aria-hidden className="ml-auto size-1.5 shrink-0 rounded-full bg-ink" /> : null}
        </button>
      </h3>
      {isOpen ? (
        <div className="pt-0.5 pr-3 pb-3 pl-4">
          {reason ? (
            <p className="px-1.5 text-muted">{reason}.</p>
          ) : (
            <PartEditor part={part} {...props} counts={counts[part]} />
          )}
        </div>
      ) : null}
    </section>
  )
}
