import { type ReactNode, useEffect, useRef, useState } from 'react'
import { cn } from '../cn.ts'

interface CellProps {
  value: unknown
  className?: string
  children: ReactNode
}

/** Glows once when its value changed while it was in sight; a row that scrolls in does not glow. */
export function GlowCell({ value, className, children }: CellProps) {
  const before = useRef(value)
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    if (Object.is(before.current, value)) return
    before.current = value
    setChanges((count) => count + 1)
  }, [value])
  return (
    // The key starts the animation anew when a second change comes during the first.
    <span
      key={changes}
      className={cn(
        '-mx-1 block min-w-0 truncate rounded-sm px-1 *:align-middle',
        changes > 0 && 'animate-glow',
        className,
      )}
    >
      {children}
    </span>
  )
}
