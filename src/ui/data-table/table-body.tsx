// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are no table element; the grid keeps the focus and names its parts by role.
import type { Virtualizer } from '@tanstack/react-virtual'
import { Button } from '../button.tsx'
import { RowCard } from './card.tsx'
import type { Column } from './column.ts'
import type { DataTableProps } from './data-table.tsx'
import { MemoRow, type RowProps } from './row.tsx'
import { SkeletonRow } from './skeleton-row.tsx'

interface BodyProps<Row> extends DataTableProps<Row> {
  phone: boolean
  domId: string
  shown: readonly Column<Row>[]
  virtual: Virtualizer<HTMLDivElement, Element>
  ids: readonly string[]
  activeId: string | undefined
  canSelect: (row: Row) => boolean
  onPress: RowProps<Row>['onPress']
  onSelect: RowProps<Row>['onSelect']
}

/** The rows in sight, and what comes after the last loaded one. */
export function TableBody<Row>(props: BodyProps<Row>) {
  const { phone, virtual, shown, ids, pages, selection, openId, domId } = props
  return (
    <>
      <div role={phone ? 'list' : 'rowgroup'} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = pages.rows[item.index]
          const id = ids[item.index]
          if (row === undefined || id === undefined) return null
          const shared = {
            id,
            row,
            index: item.index,
            top: item.start,
            columns: shown,
            open: id === openId,
            selectable: selection !== undefined,
            selected: selection && props.canSelect(row) ? selection.has(id) : undefined,
            label: props.rowLabel(row),
            onPress: props.onPress,
            onSelect: props.onSelect,
          }
          if (phone) return <RowCard key={id} {...shared} measure={virtual.measureElement} />
          return <MemoRow key={id} {...shared} domId={`${domId}${id}`} active={id === props.activeId} />
        })}
      </div>
      {pages.query.isFetchNextPageError ? (
        <div role="alert" className="flex items-center gap-3 px-5 py-2 text-muted">
          More could not be loaded.
          <Button size="sm" onClick={() => pages.query.fetchNextPage()}>
            Try again
          </Button>
        </div>
      ) : pages.query.hasNextPage ? (
        <SkeletonRow columns={shown} phone={phone} selectable={selection !== undefined} />
      ) : null}
    </>
  )
}
