import { type ReactNode, useState } from 'react'
import { Button, Checkbox, cn, formatCount, Input } from '../../../../ui/index.ts'

interface Choice {
  value: string
  label: string
}

interface ChoiceListProps {
  label: string
  choices: readonly Choice[]
  values: readonly string[]
  onChange: (values: string[]) => void
  counts?: ReadonlyMap<string, number> | undefined
  /** Shown before "Show all"; what is chosen always shows. */
  most?: number
  children?: ReactNode
}

/** Any of several, with how many people each would leave. A long list has a search and begins with its largest. */
export function ChoiceList(props: ChoiceListProps) {
  const { label, choices, values, onChange, counts, most = 8, children } = props
  const [wanted, setWanted] = useState('')
  const [isLong, setLong] = useState(false)
  const words = wanted.trim().toLowerCase()
  const found = choices.filter(({ value, label }) => {
    return !words || label.toLowerCase().includes(words) || value.toLowerCase() === words
  })
  const shown =
    words || isLong ? found : found.filter(({ value }, index) => index < most || values.includes(value))
  return (
    <div className="flex flex-col gap-1">
      {choices.length > 15 ? (
        <Input
          type="search"
          aria-label={`Search ${label}`}
          placeholder="Search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="mb-1"
        />
      ) : null}
      <fieldset className={cn('flex flex-col', shown.length > 12 && 'max-h-72 overflow-auto')}>
        <legend className="sr-only">{label}</legend>
        {shown.map((choice) => (
          <ChoiceRow
            key={choice.value}
            label={choice.label}
            checked={values.includes(choice.value)}
            count={counts && (counts.get(choice.value) ?? 0)}
            onCheckedChange={(on) =>
              onChange(on ? [...values, choice.value] : values.filter((value) => value !== choice.value))
            }
          />
        ))}
        {shown.length === 0 ? <p className="px-1.5 py-1 text-muted">Nothing matches “{wanted}”.</p> : null}
      </fieldset>
      {!words && found.length > most ? (
        <Button
          variant="ghost"
          size="sm"
          className="self-start"
          aria-expanded={isLong}
          onClick={() => setLong(!isLong)}
        >
          {isLong ? 'Show fewer' : `Show all ${formatCount(found.length)}`}
        </Button>
      ) : null}
      {children}
    </div>
  )
}

interface ChoiceRowProps {
  label: ReactNode
  checked: boolean | 'mixed'
  count: number | undefined
  onCheckedChange: (on: boolean) => void
  disabled?: boolean
}

/** A box with its count at the right. One that would leave nobody steps back, and can be chosen all the same. */
export function ChoiceRow({ label, checked, count, onCheckedChange, disabled = false }: ChoiceRowProps) {
  return (
    <Checkbox
      label={
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 break-words">{label}</span>
          {count === undefined ? null : (
            <span className="text-sm text-faint tabular">
              {formatCount(count)}
              <span className="sr-only"> people</span>
            </span>
          )}
        </span>
      }
      checked={checked}
      disabled={disabled}
      onCheckedChange={onCheckedChange}
      className="min-w-0 flex-1 rounded-sm px-1.5 py-1 hover:bg-hover max-sm:py-2 [&>span]:min-w-0 [&>span]:flex-1"
    />
  )
}
