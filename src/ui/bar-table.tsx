import type { ReactNode } from 'react'
import { cn } from './cn.ts'

interface BarProps {
  name: ReactNode
  /** Of `most`, from zero. */
  value: number
  most: number
  children: ReactNode
  /** Gold is for credits. */
  isValue?: boolean
}

/** One bar of a list, labelled with its figure. Goes into a `BarTable`. */
export function Bar({ name, value, most, children, isValue = false }: BarProps) {
  return (
    <tr>
      <th scope="row" className="w-36 py-1 pr-3 align-top font-normal max-sm:w-28">
        {name}
      </th>
      <td className="py-1">
        <span className="flex flex-wrap items-center gap-x-2">
          <span
            aria-hidden
            className={cn(
              'h-3 rounded-sm forced-color-adjust-none forced-colors:bg-[CanvasText]',
              value > 0 && 'min-w-px',
              isValue ? 'bg-gold' : 'bg-edge',
            )}
            style={{ width: `${most > 0 ? (value / most) * 55 : 0}%` }}
          />
          <span className="tabular">{children}</span>
        </span>
      </td>
    </tr>
  )
}

/** Bars from zero that are a table too: `<BarTable label="Fields"><Bar name="Email" value={3} most={4}>75%</Bar></BarTable>` */
export function BarTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <table className="w-full text-left" aria-label={label}>
      <tbody>{children}</tbody>
    </table>
  )
}
