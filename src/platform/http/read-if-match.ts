import { Problem } from '../errors/index.ts'

/** The `updated_at` in an If-Match header, quoted or not; null when there is none or any will do. */
export function readIfMatch(header: string | undefined): string | null {
  if (header === undefined || header.trim() === '*') return null
  const given = header.trim().replace(/^"(.*)"$/, '$1')
  if (!Number.isNaN(Date.parse(given))) return given
  const message = 'If-Match takes the updated_at as it was read'
  throw new Problem('invalid_input', message, { errors: [{ path: 'If-Match', message }] })
}
