import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export interface FigureProps {
  label: string
  children: ReactNode
  note?: ReactNode
  /** The rows behind it. */
  to?: string
  search?: Record<string, string>
}

/** One number with its name; it leads to the rows it is the sum of. */
export function Figure({ label, children, note, to, search = {} }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-lg font-semibold tabular">
        {to ? (
          <Link
            to={to}
            search={search}
            className="inline-flex min-h-6 items-center underline decoration-line underline-offset-4 hover:decoration-ink"
          >
            {children}
          </Link>
        ) : (
          children
        )}
      </dd>
      {note ? <dd className="text-sm text-muted">{note}</dd> : null}
    </div>
  )
}

export function Figures({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-4 gap-y-4 sm:grid-cols-4">{children}</dl>
}
