import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Filters } from '../filters/use-filters.ts'
import { useMedia } from '../use-media.ts'
import type { Pages } from '../use-pages.ts'
import { type Column, rowHeight, selectWidth } from './column.ts'
import { FreshPill } from './fresh-pill.tsx'
import { TableHeader } from './header.tsx'
import { Scroller } from './scroller.tsx'
import { TableBody } from './table-body.tsx'
import { TableState } from './table-state.tsx'
import { TableToolbar } from './toolbar.tsx'
import { useColumns } from './use-columns.ts'
import { useLoading } from './use-loading.ts'
import { usePresses } from './use-presses.ts'
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

function useVirtualRows(ids: readonly string[], phone: boolean) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 120 : rowHeight),
    getItemKey: (index) => ids[index] ?? index,
    overscan: phone ? 6 : 12,
    scrollPaddingStart: 40,
  })
  return { scroller, virtual }
}

/**
 * The one table: virtual rows, cursor loading, column choice, keyboard, selection, cards on a phone.
 * `<DataTable id="leads" label="Leads" noun={['lead', 'leads']} columns={columns} pages={pages} rowId={(lead) => lead.id} rowLabel={(lead) => lead.full_name} filters={filters} />`
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns: given, pages, rowId, filters, selection, canSelect = always, onOpen, openId } = props
  const { rows, query } = pages
  const phone = useMedia('(max-width: 639px)')
  const domId = useId()
  const columns = useColumns(props.id, given, selection !== undefined)
  const [activeId, setActiveId] = useState<string | undefined>(openId)
  const ids = useMemo(() => rows.map(rowId), [rows, rowId])
  const selectableIds = useMemo(() => rows.filter(canSelect).map(rowId), [rows, canSelect, rowId])
  const { scroller, virtual } = useVirtualRows(ids, phone)
  const activeIndex = activeId === undefined ? -1 : ids.indexOf(activeId)
  const hasRows = rows.length > 0
  const isGrid = !phone && (hasRows || query.isPending)

  useLoading(pages, virtual.getVirtualItems().at(-1)?.index ?? 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other filters make another list, which begins at its top.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [filters?.query])
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
  const presses = usePresses({ ids, selection, onOpen, hrefOf: props.hrefOf, setActive: setActiveId })

  return (
    <div className="relative flex min-h-60 flex-1 flex-col">
      <TableToolbar {...props} phone={phone} columns={columns} />
      {props.fresh ? (
        <FreshPill
          fresh={props.fresh}
          noun={props.noun}
          onShown={() => scroller.current?.scrollTo({ top: 0 })}
        />
      ) : null}
      <span role="status" className="sr-only">
        {query.isPending ? `Loading ${props.noun[1]}` : ''}
      </span>
      <Scroller
        ref={scroller}
        label={props.label}
        isGrid={isGrid}
        rowCount={query.hasNextPage && pages.total === undefined ? -1 : (pages.total ?? rows.length) + 1}
        canSelect={selection !== undefined}
        busy={query.isFetching}
        activeDomId={activeIndex < 0 ? undefined : `${domId}${activeId}`}
        style={
          { '--cols': columns.template, '--fixed-left': `${selection ? selectWidth : 0}px` } as CSSProperties
        }
      >
        <div style={phone ? undefined : { minWidth: columns.leastWidth }}>
          {isGrid ? (
            <TableHeader
              columns={columns}
              sort={filters?.sort}
              onSort={filters?.setSort}
              selection={selection}
              selectableIds={selectableIds}
            />
          ) : null}
          {hasRows ? (
            <TableBody
              {...props}
              {...presses}
              phone={phone}
              domId={domId}
              shown={columns.shown}
              virtual={virtual}
              ids={ids}
              activeId={activeId}
              canSelect={canSelect}
            />
          ) : (
            <TableState {...props} phone={phone} columns={columns} />
          )}
        </div>
      </Scroller>
    </div>
  )
}
