import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends ComponentProps<'button'> {
  /** Its name for everyone: the accessible name and the tooltip. */
  label: string
  shortcut?: string
  children: ReactNode
}

/** `<IconButton label="Edit lead" shortcut="e" onClick={edit}><Pencil /></IconButton>` */
export function IconButton({ label, shortcut, className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cn(
          'inline-grid size-8 shrink-0 place-items-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink max-sm:size-10',
          'disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4',
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  )
}
