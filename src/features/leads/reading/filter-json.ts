import type { LeadFilter } from '../schema.ts'

const DAY_MS = 86_400_000

/** A filter as the SQL functions of leads take it: no empty search, days as instants. */
export function filterJson({ q, created_from, created_to, ...rest }: LeadFilter): string {
  return JSON.stringify({
    ...rest,
    ...(q ? { q } : {}),
    ...(created_from ? { created_from: new Date(created_from).toISOString() } : {}),
    ...(created_to ? { created_to: endOf(created_to).toISOString() } : {}),
  })
}

function endOf(day: string): Date {
  const isWholeDay = !day.includes('T')
  return new Date(Date.parse(day) + (isWholeDay ? DAY_MS : 0))
}
