import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { useFieldProps } from './field.tsx'
import { controlClasses } from './input.tsx'

export interface Option<Value extends string = string> {
  value: Value
  label: string
  disabled?: boolean
}

export interface SelectProps<Value extends string>
  extends Omit<ComponentProps<'select'>, 'onChange' | 'value'> {
  options: readonly Option<Value>[]
  value: Value
  onValueChange: (value: Value) => void
}

/**
 * One of a few. The browser's own select: it is right on phones, with screen readers and in forced colours.
 * `<Select options={[{ value: 'skip', label: 'Skip' }]} value={mode} onValueChange={setMode} />`
 */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onValueChange, className, ...rest } = props
  return (
    <span className={cn('relative inline-flex w-full', className)}>
      <select
        {...useFieldProps()}
        {...rest}
        value={value}
        onChange={(event) => onValueChange(event.target.value as Value)}
        className={cn(controlClasses, 'h-8 appearance-none pr-7 max-sm:h-10')}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-muted"
      />
    </span>
  )
}
