import { Slot } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` is gold: one a view, for the main action. Default `secondary`. */
  variant?: ButtonVariant
  size?: 'sm' | 'md'
  icon?: ReactNode
  /** The work is under way: the label stays readable and further presses do nothing. */
  busy?: boolean
  /** Style the only child (a router Link) as a button. */
  asChild?: boolean
}

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-gold text-on-gold border-transparent hover:bg-gold-strong font-semibold',
  secondary: 'bg-surface text-ink border-line hover:bg-hover shadow-[0_1px_0_var(--line)]',
  ghost: 'bg-transparent text-ink border-transparent hover:bg-hover',
  danger: 'bg-surface text-bad border-line hover:bg-bad-soft',
}

/** `<Button variant="primary" onClick={buy}>Buy 12 leads for 48.00 credits</Button>` */
export function Button(props: ButtonProps) {
  const {
    variant = 'secondary',
    size = 'md',
    icon,
    busy,
    asChild,
    className,
    children,
    onClick,
    ...rest
  } = props
  const classes = cn(
    'relative inline-flex shrink-0 items-center justify-center gap-1.5 overflow-hidden rounded-md border font-medium whitespace-nowrap select-none',
    'transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-default',
    size === 'sm' ? 'h-7 px-2.5 text-sm max-sm:h-9' : 'h-8 px-3 max-sm:h-10',
    variants[variant],
    className,
  )
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest} onClick={onClick}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {icon}
      {children}
      {busy ? <span className="absolute inset-x-0 bottom-0 h-0.5 animate-breathe bg-current" /> : null}
    </button>
  )
}
