// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are no table element; the grid keeps the focus and names its parts by role.
import type { CSSProperties, ReactNode, Ref } from 'react'

interface ScrollerProps {
  ref: Ref<HTMLDivElement>
  label: string
  /** Rows in a grid; otherwise cards, or something that stands where rows would. */
  isGrid: boolean
  /** -1 when nobody counted. */
  rowCount: number
  canSelect: boolean
  busy: boolean
  activeDomId: string | undefined
  style: CSSProperties
  children: ReactNode
}

const classes = 'min-h-0 flex-1 overflow-auto outline-offset-[-2px] max-sm:border-t max-sm:border-line'

/** What scrolls. As a grid it keeps the focus and names the active row to screen readers. */
export function Scroller(props: ScrollerProps) {
  const { ref, label, isGrid, rowCount, canSelect, busy, activeDomId, style, children } = props
  if (!isGrid) {
    return (
      <section ref={ref} aria-label={label} aria-busy={busy} className={classes} style={style}>
        {children}
      </section>
    )
  }
  return (
    <div
      ref={ref}
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount}
      aria-multiselectable={canSelect}
      aria-busy={busy}
      aria-activedescendant={activeDomId}
      tabIndex={0}
      className={classes}
      style={style}
    >
      {children}
    </div>
  )
}
