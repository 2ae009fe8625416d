import { formatDate } from '../format.ts'
import type { Option } from '../select.tsx'
import type { FilterDef, FilterValue } from './codec.ts'

/** What a chip says after the filter's name: `is New, Won`, `at least 60`, `from Jan 1, 2026`. */
export function summarise(def: FilterDef, value: FilterValue, options: readonly Option[]): string {
  switch (value.kind) {
    case 'enum': {
      const names = value.values.map((one) => options.find((option) => option.value === one)?.label ?? one)
      return names.length > 2 ? `is ${names[0]} or ${names.length - 1} more` : `is ${names.join(' or ')}`
    }
    case 'range': {
      const unit = def.kind === 'range' && def.unit ? ` ${def.unit}` : ''
      if (value.min !== null && value.max !== null) return `${value.min} to ${value.max}${unit}`
      return value.min === null ? `at most ${value.max}${unit}` : `at least ${value.min}${unit}`
    }
    case 'date': {
      // A bare day is midnight in UTC; noon keeps it the same day everywhere.
      const from = value.from && formatDate(`${value.from}T12:00:00`)
      const to = value.to && formatDate(`${value.to}T12:00:00`)
      if (from && to) return from === to ? `on ${from}` : `${from} to ${to}`
      return from ? `from ${from}` : `until ${to}`
    }
    case 'boolean':
      return def.kind === 'boolean' ? (value.on ? (def.yes ?? 'yes') : (def.no ?? 'no')) : ''
    case 'text':
      return `has “${value.text}”`
  }
}
