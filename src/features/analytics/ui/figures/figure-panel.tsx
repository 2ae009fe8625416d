import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Panel, useSearchParams } from '../../../../ui/index.ts'
import { FigureTable, type FigureTableProps } from './figure-table.tsx'

interface FigurePanelProps<Row> extends Omit<FigureTableProps<Row>, 'label'> {
  /** Its name in the URL. */
  id: string
  title: string
  /** What the figures mean, where that is not plain. */
  note?: ReactNode
  /** Where the same figures are a file. */
  csv: string
  /** What is said when there are none. */
  empty: string
  isEmpty: boolean
  /** The figures as a picture; without one the table is all there is. */
  children?: ReactNode
}

/** Figures as a picture or, by a press, as the table of them; and as a file. */
export function FigurePanel<Row>(props: FigurePanelProps<Row>) {
  const { id, title, note, csv, empty, isEmpty, children, ...table } = props
  const [params, update] = useSearchParams()
  const asTable = params.as?.split(',') ?? []
  const isTable = asTable.includes(id)
  const turn = () => {
    const next = isTable ? asTable.filter((one) => one !== id) : [...asTable, id]
    update({ as: next.join(',') }, { replace: true })
  }
  const actions = isEmpty ? null : (
    <span className="flex shrink-0 items-center gap-1">
      {children ? (
        <Button
          size="sm"
          variant="ghost"
          aria-label={`${title}: show as ${isTable ? 'chart' : 'table'}`}
          onClick={turn}
        >
          {isTable ? 'Chart' : 'Table'}
        </Button>
      ) : null}
      <Button asChild size="sm" variant="ghost">
        <a href={csv} download aria-label={`${title} as CSV`}>
          <Download aria-hidden className="size-3.5" />
          CSV
        </a>
      </Button>
    </span>
  )
  return (
    <Panel title={title} actions={actions}>
      {isEmpty ? <p className="py-6 text-center text-muted">{empty}</p> : null}
      {isEmpty ? null : isTable || !children ? <FigureTable label={title} {...table} /> : children}
      {note && !isEmpty ? <p className="mt-3 text-sm text-muted">{note}</p> : null}
    </Panel>
  )
}
