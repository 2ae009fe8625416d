import { Popover as Radix } from 'radix-ui'
import { useEffect, useRef } from 'react'
import { cn } from './cn.ts'
import { floatClasses } from './float.ts'
import type { Reach } from './lazy-part.ts'
import type { PopoverProps } from './popover.tsx'

/** The first thing to fill in, else the panel itself. */
function focusFirst(event: Event) {
  const content = event.currentTarget
  if (!(content instanceof HTMLElement)) return
  event.preventDefault()
  const field = content.querySelector<HTMLElement>('input:not(:disabled), select, textarea')
  ;(field ?? content).focus({ preventScroll: true })
}

/** The real popover, in place of the stand-in that asked for it. */
export function PopoverPanel(props: PopoverProps & { reach: Reach }) {
  const { label, trigger, open, onOpenChange, align = 'start', className, children, reach } = props
  const button = useRef<HTMLButtonElement>(null)
  const { focused } = reach
  useEffect(() => {
    if (focused.current) button.current?.focus()
    focused.current = false
  }, [focused])
  return (
    <Radix.Root
      defaultOpen={reach.wanted}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <Radix.Trigger asChild ref={button}>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={focusFirst}
          className={cn(
            floatClasses,
            'max-h-[min(70vh,var(--radix-popover-content-available-height))] w-72 max-w-[calc(100vw-1rem)] overflow-auto p-3 outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
