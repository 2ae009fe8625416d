import { Problem } from '../../../platform/errors/index.ts'
import { EXPORT_COLUMN_NAMES } from '../exporting/export-columns.ts'

const MAX_CUSTOM_FIELDS = 200
const taken: ReadonlySet<string> = new Set(EXPORT_COLUMN_NAMES)

/** The custom fields `held` with `changes` merged in; null removes one. */
export function customFields(
  held: Record<string, string>,
  changes: Record<string, string | null>,
): Record<string, string> {
  const merged = new Map(Object.entries(held))
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === '') merged.delete(key)
    else if (taken.has(key)) throw refused(key, `${key} is a field of its own, not a custom one`)
    else merged.set(key, value)
  }
  if (merged.size > MAX_CUSTOM_FIELDS)
    throw refused('', `A lead has at most ${MAX_CUSTOM_FIELDS} custom fields`)
  return Object.fromEntries(merged)
}

function refused(key: string, message: string): Problem {
  return new Problem('invalid_input', message, {
    errors: [{ path: key ? `custom.${key}` : 'custom', message }],
  })
}
