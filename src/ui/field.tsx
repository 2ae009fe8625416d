import { createContext, type ReactNode, useContext, useId } from 'react'
import { cn } from './cn.ts'

interface FieldState {
  id: string
  describedBy: string | undefined
  invalid: boolean
  required: boolean
}

const FieldContext = createContext<FieldState | null>(null)

/** Props a control inside a Field spreads so that label, hint and error belong to it. */
export function useFieldProps() {
  const field = useContext(FieldContext)
  if (!field) return {}
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    required: field.required || undefined,
  }
}

export interface FieldProps {
  label: ReactNode
  /** What went wrong and what to do, shown under the control. */
  error?: ReactNode
  hint?: ReactNode
  required?: boolean
  /** Keep the label for screen readers only. */
  hideLabel?: boolean
  className?: string
  children: ReactNode
}

/** `<Field label="Email" error={errors.email}><Input type="email" name="email" /></Field>` */
export function Field({ label, error, hint, required = false, hideLabel, className, children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = [hint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ') || undefined
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error), required }}>
      <div className={cn('flex min-w-0 flex-col gap-1', className)}>
        <label htmlFor={id} className={cn('font-medium', hideLabel && 'sr-only')}>
          {label}
        </label>
        {children}
        {hint ? (
          <p id={hintId} className="text-sm text-muted">
            {hint}
          </p>
        ) : null}
        {error ? (
          <p id={errorId} role="alert" className="text-sm text-bad">
            {error}
          </p>
        ) : null}
      </div>
    </FieldContext>
  )
}
