import { createHash } from 'node:crypto'

/** What makes two requests under one Idempotency-Key the same: sha256 of the JSON with sorted members. */
export function requestHash(request: object): Buffer {
  return createHash('sha256').update(canonicalJson(request)).digest()
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}
