import type { ReactNode } from 'react'

/** A row of figures that sum up a preview or a run. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <dl className="mx-5 mb-4 grid grid-cols-4 divide-x divide-line rounded-md border border-line bg-surface max-sm:mx-4 max-sm:grid-cols-2 max-sm:divide-x-0">
      {children}
    </dl>
  )
}

export function Figure({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div className="px-4 py-3">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-lg font-semibold tabular">{children}</dd>
      {note ? <dd className="text-sm text-muted">{note}</dd> : null}
    </div>
  )
}
