import type { Option } from '../select.tsx'

interface Base {
  /** Its name in the URL; also the API parameter unless `param` says otherwise. */
  key: string
  label: string
  /** API parameter; for ranges and dates the two of them. Defaults `key`, `key_min`/`key_max`, `key_from`/`key_to`. */
  param?: string | readonly [string, string]
}

export type FilterDef =
  | (Base & { kind: 'enum'; options: readonly Option[] | (() => Promise<readonly Option[]>) })
  | (Base & { kind: 'range'; min?: number; max?: number; step?: number; unit?: string })
  | (Base & { kind: 'text'; placeholder?: string })
  | (Base & { kind: 'boolean'; yes?: string; no?: string })
  | (Base & { kind: 'date' })

export type FilterValue =
  | { kind: 'enum'; values: string[] }
  | { kind: 'range'; min: number | null; max: number | null }
  | { kind: 'text'; text: string }
  | { kind: 'boolean'; on: boolean }
  | { kind: 'date'; from: string | null; to: string | null }

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

function readNumber(text: string | undefined): number | null {
  if (!text) return null
  const number = Number(text)
  return Number.isFinite(number) ? number : null
}

function readDay(text: string | undefined): string | null {
  return text && dayPattern.test(text) && !Number.isNaN(Date.parse(text)) ? text : null
}

/** What a filter's URL text means; null when it means nothing (someone typed the URL). */
export function decodeFilter(def: FilterDef, text: string | undefined): FilterValue | null {
  if (!text) return null
  const [low, high] = text.includes('..') ? text.split('..') : [text, text]
  switch (def.kind) {
    case 'enum': {
      const values = text.split(',').map(decodeURIComponentSafely).filter(Boolean)
      return values.length > 0 ? { kind: 'enum', values } : null
    }
    case 'range': {
      const value = { kind: 'range' as const, min: readNumber(low), max: readNumber(high) }
      return value.min === null && value.max === null ? null : value
    }
    case 'date': {
      const value = { kind: 'date' as const, from: readDay(low), to: readDay(high) }
      return value.from === null && value.to === null ? null : value
    }
    case 'boolean':
      return text === 'true' || text === 'false' ? { kind: 'boolean', on: text === 'true' } : null
    case 'text':
      return text.trim() ? { kind: 'text', text } : null
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The URL text of a value: `new,won`, `60..`, `true`, `2026-01-01..2026-02-01`. Undefined when it is empty. */
export function encodeFilter(value: FilterValue | null): string | undefined {
  if (!value) return undefined
  switch (value.kind) {
    case 'enum':
      // A comma inside a value must not look like the comma between two.
      return (
        value.values.map((one) => one.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',') || undefined
      )
    case 'range':
      return value.min === null && value.max === null ? undefined : `${value.min ?? ''}..${value.max ?? ''}`
    case 'date':
      return value.from === null && value.to === null ? undefined : `${value.from ?? ''}..${value.to ?? ''}`
    case 'boolean':
      return String(value.on)
    case 'text':
      return value.text.trim() || undefined
  }
}

function pair(def: FilterDef, low: string, high: string): readonly [string, string] {
  return Array.isArray(def.param)
    ? (def.param as [string, string])
    : [`${def.key}_${low}`, `${def.key}_${high}`]
}

/** The API's query parameters for a value. */
export function filterQuery(def: FilterDef, value: FilterValue): Record<string, string> {
  const name = typeof def.param === 'string' ? def.param : def.key
  switch (value.kind) {
    case 'enum':
      return { [name]: value.values.join(',') }
    case 'text':
      return { [name]: value.text.trim() }
    case 'boolean':
      return { [name]: String(value.on) }
    case 'range': {
      const [min, max] = pair(def, 'min', 'max')
      return {
        ...(value.min === null ? {} : { [min]: String(value.min) }),
        ...(value.max === null ? {} : { [max]: String(value.max) }),
      }
    }
    case 'date': {
      const [from, to] = pair(def, 'from', 'to')
      return { ...(value.from ? { [from]: value.from } : {}), ...(value.to ? { [to]: value.to } : {}) }
    }
  }
}
