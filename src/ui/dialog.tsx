import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { cn } from './cn.ts'
import { IconButton } from './icon-button.tsx'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  children?: ReactNode
}

const sizes = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-4xl' }

// Radix's own Overlay locks scrolling with an injected <style>, which the content security policy
// refuses; a plain element with `data-modal` and a rule in theme.css do the same.
export function Scrim() {
  return <div data-modal className="fixed inset-0 z-40 animate-fade bg-scrim" />
}

/** Toasts live outside every dialog, and using one must not close it. A toast whose button was pressed is gone by now. */
export function keepOpenForToasts(event: { target: EventTarget | null; preventDefault: () => void }) {
  if (!(event.target instanceof Element)) return
  if (!event.target.isConnected || event.target.closest('[data-toasts]')) event.preventDefault()
}

/** Focus goes back to whatever had it, also when the dialog was opened without a trigger. */
export function useReturnFocus(first: 'field' | 'itself' = 'field') {
  const opener = useRef<HTMLElement | null>(null)
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
      const content = event.currentTarget
      if (!(content instanceof HTMLElement)) return
      // The first thing to fill in, else the dialog itself: never its close button.
      event.preventDefault()
      const field =
        first === 'field'
          ? content.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')
          : null
      ;(field ?? content).focus({ preventScroll: true })
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      opener.current?.focus({ preventScroll: true })
    },
  }
}

/** `<Dialog open={open} onOpenChange={setOpen} title="Invite a member" footer={<Button …/>}>…</Dialog>` */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = 'md',
  children,
}: DialogProps) {
  const returnFocus = useReturnFocus()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div>
          <Scrim />
          <Radix.Content
            {...returnFocus}
            {...(description ? {} : { 'aria-describedby': undefined })}
            onInteractOutside={keepOpenForToasts}
            className={cn(
              'outline-none fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-2rem)] -translate-x-1/2 animate-fade flex-col rounded-lg border border-line bg-surface shadow-float',
              'max-sm:top-auto max-sm:bottom-0 max-sm:max-h-[90dvh] max-sm:w-full max-sm:rounded-b-none',
              sizes[size],
            )}
          >
            <div className="flex items-start justify-between gap-3 px-5 pt-4 pb-2">
              <div className="min-w-0">
                <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
                {description ? (
                  <Radix.Description asChild>
                    <div className="mt-0.5 text-muted">{description}</div>
                  </Radix.Description>
                ) : null}
              </div>
              <IconButton label="Close" className="-mt-1 -mr-2" onClick={() => onOpenChange(false)}>
                <X />
              </IconButton>
            </div>
            {children ? <div className="min-h-0 flex-1 overflow-auto px-5 py-2">{children}</div> : null}
            {footer ? <div className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-4">{footer}</div> : null}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  )
}
