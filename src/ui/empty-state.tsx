import type { ReactNode } from 'react'

export interface EmptyStateProps {
  /** What will be here. */
  title: string
  children?: ReactNode
  /** The one action that fills it. */
  action?: ReactNode
  /** A sample to look at. */
  sample?: ReactNode
}

/** `<EmptyState title="No leads yet" action={<Button …>Import leads</Button>}>Leads you buy or import appear here.</EmptyState>` */
export function EmptyState({ title, children, action, sample }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-14 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children ? <div className="text-muted">{children}</div> : null}
      {action ? <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div> : null}
      {sample ? <div className="mt-4 w-full text-left opacity-90">{sample}</div> : null}
    </div>
  )
}
