import { Slot } from 'radix-ui'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import type { Reach } from './lazy-part.ts'

interface StandInProps {
  reach: Reach
  opens: 'menu' | 'dialog'
  onWant?: () => void
  /** The trigger: one focusable element. */
  children: ReactNode
}

/** In place of a menu's or popover's trigger while its code is on its way. */
export function StandIn({ reach, opens, onWant, children }: StandInProps) {
  const trigger = useRef<HTMLElement>(null)
  const { focused } = reach
  // Read while the element is still in the page: this cleanup runs before it goes.
  useLayoutEffect(
    () => () => {
      focused.current = trigger.current !== null && trigger.current === document.activeElement
    },
    [focused],
  )
  const want = () => {
    reach.want()
    onWant?.()
  }
  return (
    <Slot.Root
      ref={trigger}
      aria-haspopup={opens}
      aria-expanded={false}
      onPointerEnter={reach.load}
      onFocus={reach.load}
      onPointerDown={(event) => event.button === 0 && want()}
      onClick={want}
    >
      {children}
    </Slot.Root>
  )
}
