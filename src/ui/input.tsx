import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { useFieldProps } from './field.tsx'

export const controlClasses =
  'w-full min-w-0 rounded-md border border-edge bg-surface px-2.5 text-ink transition-colors hover:border-muted focus-visible:border-ink focus-visible:outline-offset-[-1px] disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-bad'

/** A one-line field. Inside a Field it takes that field's label, hint and error. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...useFieldProps()} {...rest} className={cn(controlClasses, 'h-8 max-sm:h-10', className)} />
}
