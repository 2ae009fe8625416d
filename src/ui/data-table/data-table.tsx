import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Filters } from '../filters/use-filters.ts'
import { plural } from '../format.ts'
import { useMedia } from '../use-media.ts'
import type { Pages } from '../use-pages.ts'
import { type Column, rowHeight, selectWidth } from './column.ts'
import { FreshPill } from './fresh-pill.tsx'
import { TableHeader } from './header.tsx'
import { TableBody } from './table-body.tsx'
import { TableState } from './table-state.tsx'
import { TableToolbar } from './toolbar.tsx'
import { useColumns } from './use-columns.ts'
import type { SelectionState } from './use-selection.ts'
import { useTableKeys } from './use-table-keys.ts'

export interface DataTableProps<Row> {
  /** Where column choice and widths are remembered: "leads". */
  id: string
  /** What it lists, for screen readers: "Leads". */
  label: string
  /** One of them and many: `['lead', 'leads']`. */
  noun: readonly [string, string]
  /** A constant outside the component. */
  columns: readonly Column<Row>[]
  pages: Pages<Row>
  rowId: (row: Row) => string
  /** A row's name for screen readers. */
  rowLabel: (row: Row) => string
  filters?: Filters
  selection?: SelectionState
  /** Rows without a box: already owned, sold. */
  canSelect?: (row: Row) => boolean
  /** "All N that match" is offered; false where the API takes only ids. */
  canSelectAll?: boolean
  /** What can be done with the selection. */
  actions?: (selection: SelectionState) => ReactNode
  /** At the right over the table. */
  tools?: ReactNode
  onOpen?: (row: Row) => void
  onEdit?: (row: Row) => void
  /** Esc: close the drawer. */
  onBack?: () => void
  /** The row whose drawer is open. */
  openId?: string | undefined
  /** The address of a row, for opening it in a new tab. */
  hrefOf?: (row: Row) => string
  /** From `useNewRows`. */
  fresh?: { count: number; show: () => void }
  /** An EmptyState for a list that holds nothing at all. */
  empty?: ReactNode
  errorTitle?: string
}

const always = () => true

/**
 * The one table: virtual rows, cursor loading, column choice, keyboard, selection, cards on a phone.
 * `<DataTable id="leads" label="Leads" noun={['lead', 'leads']} columns={columns} pages={pages} rowId={(lead) => lead.id} rowLabel={(lead) => lead.full_name} filters={filters} />`
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    columns: given,
    pages,
    rowId,
    filters,
    selection,
    canSelect = always,
    onOpen,
    openId,
    hrefOf,
    fresh,
  } = props
  const { rows, query } = pages
  const phone = useMedia('(max-width: 639px)')
  const scroller = useRef<HTMLDivElement>(null)
  const domId = useId()
  const columns = useColumns(props.id, given, selection !== undefined)
  const [activeId, setActiveId] = useState<string | undefined>(openId)
  const ids = useMemo(() => rows.map(rowId), [rows, rowId])
  const activeIndex = activeId === undefined ? -1 : ids.indexOf(activeId)

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 92 : rowHeight),
    getItemKey: (index) => ids[index] ?? index,
    overscan: phone ? 6 : 12,
    scrollPaddingStart: 40,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0

  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  useEffect(() => {
    const near = rows.length > 0 && last >= rows.length - 30
    if (near && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])

  // Other filters are another list: begin at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query is the reason, not an input.
  useEffect(() => scroller.current?.scrollTo({ top: 0 }), [filters?.query])
  useEffect(() => {
    if (openId) setActiveId(openId)
  }, [openId])

  useTableKeys({
    rows,
    ids,
    activeIndex,
    isOpen: openId !== undefined,
    enabled: !phone,
    selection,
    canSelect,
    moveTo: (index) => {
      setActiveId(ids[index])
      virtual.scrollToIndex(index)
    },
    onOpen,
    onEdit: props.onEdit,
    onBack: props.onBack,
  })

  const latest = useRef({ ids, onOpen, hrefOf, selection })
  useEffect(() => {
    latest.current = { ids, onOpen, hrefOf, selection }
  })
  const onPress = useCallback((row: Row, id: string, event: MouseEvent) => {
    const { hrefOf: href, onOpen: open } = latest.current
    setActiveId(id)
    const apart = event.button === 1 || event.metaKey || event.ctrlKey
    if (apart && href) window.open(href(row), '_blank', 'noopener')
    else if (event.button === 0) open?.(row)
  }, [])
  const onSelect = useCallback((id: string, extend: boolean) => {
    const { ids: listed, selection: state } = latest.current
    if (extend) state?.extend(listed, id)
    else state?.toggle(id)
  }, [])

  const selectableIds = useMemo(() => rows.filter(canSelect).map(rowId), [rows, canSelect, rowId])
  const selectedLoaded = selection ? selectableIds.filter((id) => selection.has(id)).length : 0
  const allState = selectedLoaded === 0 ? false : selectedLoaded === selectableIds.length ? true : 'mixed'
  const hasRows = rows.length > 0
  const summary =
    pages.total !== undefined
      ? plural(pages.total, ...props.noun)
      : hasRows && !hasNextPage
        ? plural(rows.length, ...props.noun)
        : ''

  return (
    <div className="relative flex min-h-60 flex-1 flex-col">
      <TableToolbar
        phone={phone}
        columns={columns}
        sort={filters?.sort}
        onSort={filters?.setSort}
        summary={summary}
        total={pages.total}
        loadedAll={!hasNextPage}
        selection={selection}
        canSelectAll={props.canSelectAll ?? true}
        actions={props.actions}
        tools={props.tools}
      />
      {fresh ? (
        <FreshPill fresh={fresh} noun={props.noun} onShown={() => scroller.current?.scrollTo({ top: 0 })} />
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table element. */}
      <div
        ref={scroller}
        role={phone || !hasRows ? undefined : 'grid'}
        aria-label={phone || !hasRows ? undefined : props.label}
        aria-rowcount={phone || !hasRows ? undefined : (pages.total ?? (hasNextPage ? -2 : rows.length)) + 1}
        aria-multiselectable={phone || !hasRows ? undefined : selection !== undefined}
        aria-busy={query.isFetching}
        aria-activedescendant={!phone && activeIndex >= 0 ? `${domId}${activeId}` : undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take the focus.
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto border-line outline-offset-[-2px] max-sm:border-t"
        style={
          {
            '--cols': columns.template,
            '--fixed-left': `${selection ? selectWidth : 0}px`,
          } as React.CSSProperties
        }
      >
        <div style={phone ? undefined : { minWidth: columns.leastWidth }}>
          {phone ? null : (
            <TableHeader
              columns={columns}
              sort={filters?.sort}
              onSort={filters?.setSort}
              selected={selection ? allState : undefined}
              onSelectAll={(on) => selection?.set(selectableIds, on)}
            />
          )}
          {hasRows ? (
            <TableBody
              {...props}
              phone={phone}
              domId={domId}
              shown={phone ? given.filter((column) => columns.isShown(column)) : columns.shown}
              virtual={virtual}
              ids={ids}
              activeId={activeId}
              canSelect={canSelect}
              onPress={onPress}
              onSelect={onSelect}
            />
          ) : (
            <TableState {...props} phone={phone} columns={columns} />
          )}
        </div>
      </div>
    </div>
  )
}
