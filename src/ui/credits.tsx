import { cn } from './cn.ts'
import { formatCredits } from './format.ts'

export interface CreditsProps {
  /** As the API gives it: a number with at most two decimals. */
  value: number
  /** Say the unit too: `12.50 credits`. In a column headed Price leave it out. */
  unit?: boolean
  /** Show `+` on gains: for history and earnings. */
  signed?: boolean
  className?: string
}

/** An amount of credits in assay gold, two decimals, tabular: `<Credits value={12.5} unit />`. */
export function Credits({ value, unit, signed, className }: CreditsProps) {
  const text = `${signed && value > 0 ? '+' : ''}${formatCredits(value)}`
  return (
    <span
      className={cn(
        'tabular font-medium whitespace-nowrap',
        value < 0 && signed ? 'text-ink' : 'text-value',
        className,
      )}
    >
      {text}
      {unit ? ` ${text === '1.00' ? 'credit' : 'credits'}` : ''}
    </span>
  )
}
