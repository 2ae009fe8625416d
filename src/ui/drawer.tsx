import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { keepOpenForToasts, Scrim, useReturnFocus } from './dialog.tsx'
import { IconButton } from './icon-button.tsx'
import { useMedia } from './use-media.ts'

export interface DrawerProps {
  open: boolean
  /** Go back to the list's URL. */
  onClose: () => void
  title: ReactNode
  /** Its plain name for screen readers when `title` is more than text. */
  label?: string
  note?: ReactNode
  actions?: ReactNode
  footer?: ReactNode
  children: ReactNode
}

/**
 * A row's detail at the right, with its own URL. On a wide screen the list stays usable beside it
 * (j and k keep moving); on a phone it covers the page.
 */
export function Drawer({ open, onClose, title, label, note, actions, footer, children }: DrawerProps) {
  const phone = useMedia('(max-width: 639px)')
  // The drawer itself takes the focus, not a field in it: j and k go on moving through the list.
  const returnFocus = useReturnFocus('itself')
  return (
    <Radix.Root open={open} onOpenChange={(next) => next || onClose()} modal={phone}>
      <Radix.Portal>
        <div>
          {phone ? <Scrim /> : null}
          <Radix.Content
            {...returnFocus}
            aria-describedby={undefined}
            data-drawer
            onInteractOutside={(event) => (phone ? keepOpenForToasts(event) : event.preventDefault())}
            className="fixed outline-none inset-y-0 right-0 z-30 flex w-[min(480px,100vw)] animate-slide flex-col border-l border-line bg-surface shadow-float max-sm:z-50 max-sm:w-full"
          >
            <div className="flex items-start gap-2 border-b border-line px-5 py-3 max-sm:px-4">
              <div className="min-w-0 flex-1">
                <Radix.Title className="text-lg font-semibold break-words" aria-label={label}>
                  {title}
                </Radix.Title>
                {note ? <div className="text-muted break-words">{note}</div> : null}
              </div>
              {actions}
              <IconButton label="Close" shortcut="escape" onClick={onClose}>
                <X />
              </IconButton>
            </div>
            <div className="min-h-0 flex-1 overflow-auto px-5 py-4 max-sm:px-4">{children}</div>
            {footer ? (
              <div className="flex flex-wrap gap-2 border-t border-line px-5 py-3">{footer}</div>
            ) : null}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  )
}
