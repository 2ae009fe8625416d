import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../../platform/errors/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import type { ListingSort } from '../schema.ts'

/** Where a list stands: the last listing shown, by the value it is sorted by and its id. */
export interface Place {
  /** The value as SQL writes it. */
  value: string
  id: string
}

export interface ListingOrder {
  column: RawBuilder<unknown>
  type: RawBuilder<unknown>
  /** `asc` or `desc`, of the column and the id alike. */
  direction: RawBuilder<unknown>
  /** The comparison that goes on from a place. */
  beyond: RawBuilder<unknown>
}

const COLUMN = {
  listed_at: ['listed_at', 'timestamptz', false],
  score: ['score', 'smallint', false],
  price: ['price_hundredths', 'bigint', false],
  // the youngest have the latest source
  age: ['sourced_at', 'timestamptz', true],
} as const

export function orderOf(sort: ListingSort): ListingOrder {
  const [column, type, isReversed] = COLUMN[sort.replace('-', '') as keyof typeof COLUMN]
  const isDescending = sort.startsWith('-') !== isReversed
  return {
    column: sql.ref(column),
    type: sql.raw(type),
    direction: sql.raw(isDescending ? 'desc' : 'asc'),
    beyond: sql.raw(isDescending ? '<' : '>'),
  }
}

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/
const cursorSchema = z.object({ sort: z.string(), value: z.string().max(40), id: z.uuid() })

export function encodePlace(sort: ListingSort, { value, id }: Place): string {
  return encodeCursor({ sort, value, id })
}

export function decodePlace(sort: ListingSort, cursor: string): Place {
  const place = decodeCursor(cursor, cursorSchema)
  if (place.sort === sort && isValue(sort, place.value)) return place
  const message = 'This cursor belongs to another order'
  throw new Problem('invalid_input', message, { errors: [{ path: 'cursor', message }] })
}

function isValue(sort: ListingSort, value: string): boolean {
  if (/score/.test(sort)) return /^\d{1,3}$/.test(value)
  if (/price/.test(sort)) return /^\d{1,15}$/.test(value)
  return (
    TIME.test(value) && !Number.isNaN(Date.parse(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')))
  )
}
