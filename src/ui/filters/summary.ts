import { formatDate } from '../format.ts'
import type { Option } from '../select.tsx'
import type { FilterDef, FilterValue } from './codec.ts'

function summariseEnum(values: readonly string[], options: readonly Option[]): string {
  const names = values.map((one) => options.find((option) => option.value === one)?.label ?? one)
  return names.length > 2 ? `is ${names[0]} or ${names.length - 1} more` : `is ${names.join(' or ')}`
}

function summariseEnds(
  low: string | null,
  high: string | null,
  words: [from: string, until: string],
): string {
  if (low !== null && high !== null) return low === high ? low : `${low} to ${high}`
  return low === null ? `${words[1]} ${high}` : `${words[0]} ${low}`
}

// A bare day is midnight in UTC; noon keeps it the same day everywhere.
const day = (text: string | null) => text && formatDate(`${text}T12:00:00`)
const number = (value: number | null) => (value === null ? null : String(value))

/** What a chip says after the filter's name: `is New or Won`, `at least 60`, `from Jan 1, 2026`. */
export function summarise(def: FilterDef, value: FilterValue, options: readonly Option[]): string {
  switch (value.kind) {
    case 'enum':
      return summariseEnum(value.values, options)
    case 'range': {
      const ends = summariseEnds(number(value.min), number(value.max), ['at least', 'at most'])
      return def.kind === 'range' && def.unit ? `${ends} ${def.unit}` : ends
    }
    case 'date':
      return summariseEnds(day(value.from), day(value.to), ['from', 'until'])
    case 'boolean':
      return (def.kind === 'boolean' && (value.on ? def.yes : def.no)) || (value.on ? 'yes' : 'no')
    case 'text':
      return `has “${value.text}”`
  }
}
