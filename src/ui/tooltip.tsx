import { Slot } from 'radix-ui'
import { type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { TooltipBubble } from './tooltip-bubble.tsx'

export type Side = 'top' | 'right' | 'bottom' | 'left'

export interface TooltipProps {
  label: ReactNode
  shortcut?: string | undefined
  side?: Side
  /** One focusable element. */
  children: ReactNode
}

const openAfter_ms = 400
const closeAfter_ms = 100

/** `<Tooltip label="Sold out" side="top"><button …/></Tooltip>`. Never the only place a fact is told. */
export function Tooltip({ label, shortcut, side = 'bottom', children }: TooltipProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const target = useRef<HTMLElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function plan(next: boolean, wait_ms: number) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), wait_ms)
  }

  return (
    <>
      <Slot.Root
        ref={target}
        aria-describedby={open ? id : undefined}
        onPointerEnter={(event: PointerEvent) => event.pointerType === 'mouse' && plan(true, openAfter_ms)}
        onPointerLeave={() => plan(false, closeAfter_ms)}
        onPointerDown={() => plan(false, 0)}
        onFocus={(event) => event.target.matches(':focus-visible') && plan(true, 0)}
        onBlur={() => plan(false, 0)}
      >
        {children}
      </Slot.Root>
      {open ? (
        <TooltipBubble
          id={id}
          target={target}
          side={side}
          label={label}
          shortcut={shortcut}
          onEnter={() => clearTimeout(timer.current)}
          onClose={() => plan(false, 0)}
        />
      ) : null}
    </>
  )
}
