import type { NormalisedLead } from '../normalise/types.ts'
import { STAGE_COLUMNS } from './stage-columns.ts'
import { verificationsOf } from './verifications-of.ts'

const NEEDS_ESCAPE = /[\\\n\r\t]/
const NUL = /\0/g
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** One staged row as a line of Postgres's COPY text format: `n`, STAGE_COLUMNS, verifications. */
export function copyLine(n: number, lead: NormalisedLead, at: string): string {
  let line = String(n)
  for (const column of STAGE_COLUMNS) line += `\t${copyValue(lead[column])}`
  const verifications = verificationsOf(lead, at)
  return `${line}\t${verifications === null ? '\\N' : copyValue(verifications)}\n`
}

function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return copyText(value)
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? '{}' : copyText(arrayLiteral(value))
  return copyText(jsonText(value as object))
}

/** Postgres stores no NUL character. A lone surrogate becomes U+FFFD when the line is encoded. */
function copyText(text: string): string {
  const clean = text.includes('\0') ? text.replace(NUL, '') : text
  return NEEDS_ESCAPE.test(clean) ? clean.replace(/[\\\n\r\t]/g, (char) => ESCAPES[char] ?? char) : clean
}

function arrayLiteral(values: string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

/** JSON that jsonb takes: it refuses `\u0000` and lone surrogates, which are dropped and replaced. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value)
  return text.includes('\\u') ? JSON.stringify(cleaned(value)) : text
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(NUL, '').toWellFormed()
  if (Array.isArray(value)) return value.map(cleaned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [cleaned(key), cleaned(held)]))
}
