import type { ReactNode } from 'react'
import { Button } from '../../../../ui/index.ts'
import type { FilterField, FlatFilter } from '../../schema.ts'
import { filterParts, withoutPart } from '../filter-editor/fields.ts'
import type { UrlFilter } from './filter-url.ts'

const labelOf = (field: FilterField): string =>
  filterParts.find(({ fields }) => fields.includes(field))?.label ?? field

interface SearchNotesProps extends UrlFilter {
  /** Fields of the filter that the provider cannot do, with why. */
  cannot: { field: FilterField; reason: string }[]
  onChange: (filter: FlatFilter) => void
}

/** What stands between the search and what its link or chips say. */
export function SearchNotes({ filter, kept, missing, cannot, onChange }: SearchNotesProps) {
  return (
    <>
      {cannot.map(({ field, reason }) => (
        <Note key={field}>
          <span className="min-w-0 flex-1">
            {labelOf(field)}: {reason}. Take it out to search.
          </span>
          <Button size="sm" onClick={() => onChange(withoutField(filter, field))}>
            Take out {labelOf(field).toLowerCase()}
          </Button>
        </Note>
      ))}
      {missing.map((field) => (
        <Note key={field}>
          <span>
            {labelOf(field)}: the link names a list that only the browser it came from has. Paste the list
            again, or ask for a saved segment.
          </span>
        </Note>
      ))}
      {kept.length > 0 ? (
        <p className="px-5 pb-3 text-sm text-muted max-sm:px-4">
          {kept.map(labelOf).join(', ')}: too long for a link, so it stays in this browser. Save the search as
          a segment to share it.
        </p>
      ) : null}
    </>
  )
}

function withoutField(filter: FlatFilter, field: FilterField): FlatFilter {
  const info = filterParts.find(({ fields }) => fields.includes(field))
  return info ? withoutPart(filter, info.part) : filter
}

function Note({ children }: { children: ReactNode }) {
  return (
    <div
      role="alert"
      className="mx-5 mb-3 flex flex-wrap items-center gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn max-sm:mx-4"
    >
      {children}
    </div>
  )
}
