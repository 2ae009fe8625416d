import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'
import { cn } from './cn.ts'

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'checked'> {
  checked: boolean | 'mixed'
  onCheckedChange: (checked: boolean) => void
  /** Visible text beside it; without one give `aria-label`. */
  label?: ReactNode
  hint?: ReactNode
}

/** `<Checkbox label="List for sale" checked={list} onCheckedChange={setList} />` */
export function Checkbox({ checked, onCheckedChange, label, hint, className, ...rest }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = checked === 'mixed'
  }, [checked])
  const input = (
    <input
      {...rest}
      ref={box}
      type="checkbox"
      checked={checked === true}
      onChange={(event) => onCheckedChange(event.target.checked)}
      className={cn('size-4 shrink-0 cursor-pointer', label ? 'mt-0.5' : className)}
    />
  )
  if (!label) return input
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the input is inside, through a variable.
    <label className={cn('flex cursor-pointer items-start gap-2 py-0.5', className)}>
      {input}
      <span>
        {label}
        {hint ? <span className="block text-sm text-muted">{hint}</span> : null}
      </span>
    </label>
  )
}
