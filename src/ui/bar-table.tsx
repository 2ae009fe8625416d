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
  /** Names of a few letters leave more room for the bars. */
  isShort?: boolean
}

/** One bar of a list, labelled with its figure. Goes into a `BarTable`. */
export function Bar({ name, value, most, children, isValue = false, isShort = false }: BarProps) {
  return (
    <tr>
      <th
        scope="row"
        className={cn('py-0.5 pr-3 align-top leading-6 font-normal', isShort ? 'w-20' : 'w-36 max-sm:w-28')}
      >
        {name}
      </th>
      <td className="py-0.5">
        <span className="flex min-h-6 flex-wrap items-center gap-x-2">
          {value > 0 ? (
            <span
              aria-hidden
              className={cn(
                'h-3 min-w-px rounded-sm [--longest:45%] max-sm:[--longest:38%] forced-color-adjust-none forced-colors:bg-[CanvasText]',
                isValue ? 'bg-gold' : 'bg-edge',
              )}
              style={{ width: `calc(${value / most} * var(--longest))` }}
            />
          ) : null}
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
