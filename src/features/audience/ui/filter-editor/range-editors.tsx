import type { FocusEvent, FormEvent } from 'react'
import { Button, Field, Input } from '../../../../ui/index.ts'
import type { EditorProps } from './editor-props.ts'
import { withFields } from './fields.ts'
import { useFollowing } from './use-following.ts'
import { dollars, readDollars } from './words.ts'

interface EndsProps {
  low: number | undefined
  high: number | undefined
  /** null: not what the field means. */
  read: (text: string) => number | null
  show: (value: number) => string
  /** What the field takes, when what is typed is not that. */
  expects: string
  placeholders: readonly [string, string]
  hint?: string
  onApply: (low: number | undefined, high: number | undefined) => void
}

/** Two ends, either may be empty; applied by Enter, the button or leaving a field. */
function Ends({ low, high, read, show, expects, placeholders, hint, onApply }: EndsProps) {
  const shown = (end: number | undefined) => (end === undefined ? '' : show(end))
  const meant = (text: string) => (text.trim() ? read(text) : undefined)
  const [lowText, setLow] = useFollowing(shown(low))
  const [highText, setHigh] = useFollowing(shown(high))
  const [from, to] = [meant(lowText), meant(highText)]
  const isTurned = typeof from === 'number' && typeof to === 'number' && from > to
  const isRight = from !== null && to !== null && !isTurned
  const isChanged = isRight && (from !== low || to !== high)
  function apply(event?: FormEvent) {
    event?.preventDefault()
    if (isRight && isChanged) onApply(from, to)
  }
  /** From one end to the other is no leaving. */
  function leave(event: FocusEvent<HTMLFormElement>) {
    if (!event.currentTarget.contains(event.relatedTarget)) apply()
  }
  return (
    <form onSubmit={apply} onBlur={leave} className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-2">
        <Field label="At least" error={from === null ? expects : undefined}>
          <Input
            value={lowText}
            placeholder={placeholders[0]}
            onChange={(event) => setLow(event.target.value)}
          />
        </Field>
        <Field label="At most" error={to === null ? expects : isTurned ? 'Below the first' : undefined}>
          <Input
            value={highText}
            placeholder={placeholders[1]}
            onChange={(event) => setHigh(event.target.value)}
          />
        </Field>
      </div>
      {hint ? <p className="text-sm text-muted">{hint}</p> : null}
      {isChanged ? (
        <Button type="submit" size="sm" className="self-start">
          Apply
        </Button>
      ) : null}
    </form>
  )
}

export function RevenueEditor({ filter, onChange }: EditorProps) {
  return (
    <Ends
      low={filter.revenue_min}
      high={filter.revenue_max}
      read={readDollars}
      show={dollars}
      expects="An amount such as 2.5M"
      placeholders={['$1M', '$50M']}
      hint="US dollars a year: 500K, 2.5M, 1B."
      onApply={(revenue_min, revenue_max) => onChange(withFields(filter, { revenue_min, revenue_max }))}
    />
  )
}

function readScore(text: string): number | null {
  const score = Number(text)
  return Number.isInteger(score) && score >= 0 && score <= 100 ? score : null
}

export function ScoreEditor({ filter, onChange }: EditorProps) {
  return (
    <Ends
      low={filter.score_min}
      high={filter.score_max}
      read={readScore}
      show={String}
      expects="0 to 100"
      placeholders={['60', '100']}
      onApply={(score_min, score_max) => onChange(withFields(filter, { score_min, score_max }))}
    />
  )
}
