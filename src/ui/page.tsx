import { type ReactNode, useEffect } from 'react'
import { cn } from './cn.ts'

export interface PageHeaderProps {
  title: string
  /** One line under the title: what this page answers. */
  note?: ReactNode
  actions?: ReactNode
}

/** The page's only h1 (20 px); also names the browser tab. */
export function PageHeader({ title, note, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Assay`
  }, [title])
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 pt-4 pb-3 max-sm:px-4">
      <div className="min-w-0">
        <h1 className="truncate text-title font-semibold tracking-tight">{title}</h1>
        {note ? <div className="text-muted">{note}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  )
}

/** A page that scrolls as a whole: forms, reports, settings. */
export function Page({ children, narrow }: { children: ReactNode; narrow?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div tabIndex={0} className="h-full overflow-auto outline-offset-[-2px]">
      <div className={cn('pb-10', narrow ? 'mx-auto max-w-3xl' : 'max-w-[1400px]')}>{children}</div>
    </div>
  )
}

/** A page whose table fills the height and scrolls by itself: PageHeader, FilterBar, DataTable in this order. */
export function ListPage({ children }: { children: ReactNode }) {
  return <div className="flex h-full min-h-0 flex-col overflow-y-auto">{children}</div>
}

/** A bordered block inside a Page. */
export function Panel({
  title,
  actions,
  children,
}: {
  title?: string
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="mx-5 mb-4 rounded-md border border-line bg-surface max-sm:mx-4">
      {title ? (
        <div className="flex min-h-11 items-center justify-between gap-3 border-b border-line px-4 py-1.5">
          <h2 className="text-lg font-semibold">{title}</h2>
          {actions}
        </div>
      ) : null}
      <div className="p-4">{children}</div>
    </section>
  )
}
