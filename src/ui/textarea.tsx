import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { useFieldProps } from './field.tsx'
import { controlClasses } from './input.tsx'

/** Several lines; grows with what is typed where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...useFieldProps()}
      rows={rows}
      {...rest}
      className={cn(controlClasses, 'py-1.5 [field-sizing:content]', className)}
    />
  )
}
