import { ListFilter, Search } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../button.tsx'
import { useCommand } from '../commands.ts'
import { Input } from '../input.tsx'
import { Menu } from '../menu.tsx'
import { useShortcut } from '../shortcuts.ts'
import { FilterChip } from './filter-chip.tsx'
import type { Filters } from './use-filters.ts'

export interface FilterBarProps {
  filters: Filters
  /** Placeholder of the search field; no search field without one. */
  searchLabel?: string
  /** At the right: count, export, columns. */
  children?: ReactNode
}

const typingPause_ms = 200

function SearchField({ filters, label }: { filters: Filters; label: string }) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(filters.search)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setText(filters.search), [filters.search])
  useEffect(() => () => clearTimeout(timer.current), [])
  useShortcut('/', () => field.current?.focus(), { label: 'Search this list', group: 'List' })

  function change(next: string) {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => filters.setSearch(next), typingPause_ms)
  }

  return (
    <span className="relative w-76 max-sm:w-full">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <Input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
          if (event.key === 'Enter') {
            clearTimeout(timer.current)
            filters.setSearch(text)
          }
        }}
        className="h-7 pl-8"
      />
    </span>
  )
}

/** Search, a chip for each set filter, and "Add filter": `<FilterBar filters={filters} searchLabel="Search leads" />` */
export function FilterBar({ filters, searchLabel, children }: FilterBarProps) {
  const [editing, setEditing] = useState<string | null>(null)
  const shown = filters.defs.filter((def) => filters.values.has(def.key) || editing === def.key)
  const rest = filters.defs.filter((def) => !filters.values.has(def.key))
  useCommand({
    id: 'filters.clear',
    label: 'Clear all filters',
    enabled: filters.values.size > 0,
    run: filters.clear,
  })
  return (
    <search className="flex flex-wrap items-center gap-2 px-5 pb-3 max-sm:px-4">
      {searchLabel ? <SearchField filters={filters} label={searchLabel} /> : null}
      {shown.map((def) => (
        <FilterChip
          key={def.key}
          def={def}
          value={filters.values.get(def.key) ?? null}
          open={editing === def.key}
          onOpenChange={(open) => setEditing(open ? def.key : null)}
          onChange={(value) => filters.set(def.key, value)}
        />
      ))}
      {rest.length > 0 ? (
        <Menu
          trigger={
            <Button variant="ghost" size="sm" icon={<ListFilter aria-hidden className="size-3.5" />}>
              Add filter
            </Button>
          }
          // The menu gives focus back as it closes; the chip's popover must open after that.
          items={rest.map((def) => ({
            label: def.label,
            onSelect: () => setTimeout(() => setEditing(def.key)),
          }))}
        />
      ) : null}
      {filters.values.size > 0 ? (
        <Button variant="ghost" size="sm" onClick={filters.clear}>
          Clear
        </Button>
      ) : null}
      {children ? <div className="ml-auto flex items-center gap-2">{children}</div> : null}
    </search>
  )
}
