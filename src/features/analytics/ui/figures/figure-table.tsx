import type { ReactNode } from 'react'
import { cn } from '../../../../ui/index.ts'

export interface FigureColumn<Row> {
  header: string
  cell: (row: Row) => ReactNode
  /** Words stand left, figures right. */
  isText?: boolean
}

export interface FigureTableProps<Row> {
  label: string
  columns: readonly FigureColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/** Figures in rows; the first column names each. */
export function FigureTable<Row>({ label, columns, rows, rowKey }: FigureTableProps<Row>) {
  const [name, ...figures] = columns
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard
    <section aria-label={label} tabIndex={0} className="-m-4 max-h-96 overflow-auto p-4">
      <table className="w-full text-right" aria-label={label}>
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            <th className="sticky left-0 bg-surface py-1.5 pr-3 text-left font-medium">{name?.header}</th>
            {figures.map(({ header, isText }) => (
              <th
                key={header}
                className={cn('px-2 py-1.5 font-medium whitespace-nowrap', isText && 'text-left')}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="h-9 border-b border-line last:border-0">
              <th scope="row" className="sticky left-0 min-w-28 bg-surface pr-3 text-left font-normal">
                {name?.cell(row)}
              </th>
              {figures.map(({ header, cell, isText }) => (
                <td key={header} className={cn('px-2 whitespace-nowrap tabular', isText && 'text-left')}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
