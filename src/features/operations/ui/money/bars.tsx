import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { cn } from '../../../../ui/index.ts'

export interface Bar {
  key: string
  name: string
  value: number
  shown: ReactNode
  note?: ReactNode
  to?: string
  search?: Record<string, string>
}

/** Bars from zero, each with its number; the same table is what a screen reader reads. */
export function Bars({ label, head, bars }: { label: string; head: [string, string, string]; bars: Bar[] }) {
  const most = Math.max(...bars.map((bar) => bar.value), 0)
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{label}</caption>
      <thead className="sr-only">
        <tr>
          {head.map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.key} className="h-8">
            <th scope="row" className="w-36 pr-3 font-normal whitespace-nowrap max-sm:w-28">
              {bar.to ? (
                <Link
                  to={bar.to}
                  search={bar.search ?? {}}
                  className="inline-flex min-h-6 items-center underline decoration-line underline-offset-4 hover:decoration-ink"
                >
                  {bar.name}
                </Link>
              ) : (
                bar.name
              )}
            </th>
            <td>
              <span className="flex items-center gap-2">
                <span
                  aria-hidden
                  className={cn('h-3 shrink-0 rounded-sm bg-gold', bar.value <= 0 && 'hidden')}
                  style={{ width: `${most > 0 ? (bar.value / most) * 55 : 0}%` }}
                />
                {bar.shown}
              </span>
            </td>
            <td className="text-right text-sm text-muted tabular max-sm:hidden">{bar.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
