import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { recordFiles } from './load/layout.ts'
import { SEPARATOR } from './load/person-text.ts'

const NAMES = ['people', 'titles', 'companies', 'places'] as const
export type AllRecords = Record<(typeof NAMES)[number], Records> & { close(): void }

export function openRecords(dir: string): AllRecords {
  const [people, titles, companies, places] = NAMES.map((name) => new Records(dir, name)) as [
    Records,
    Records,
    Records,
    Records,
  ]
  const all = { people, titles, companies, places }
  return { ...all, close: () => Object.values(all).forEach((records) => void records.close()) }
}

/** A number of where a text begins. */
const START_BYTES = 8
/** Read at once; between them others get their turn. */
const SLICE = 200

/**
 * Texts of a version by number: two short reads each, which the system's file cache answers in microseconds. A query
 * would read thousands of texts for each one.
 */
class Records {
  readonly #texts: number
  readonly #starts: number
  readonly #count: number

  constructor(dir: string, name: string) {
    const { texts, starts } = recordFiles(dir, name)
    this.#texts = openSync(texts, 'r')
    this.#starts = openSync(starts, 'r')
    this.#count = fstatSync(this.#starts).size / START_BYTES - 1
  }

  /** The values of these records, null where one is not known. */
  async read(numbers: readonly number[], signal?: AbortSignal): Promise<(string | null)[][]> {
    const records: (string | null)[][] = []
    for (const [i, number] of numbers.entries()) {
      if (i % SLICE === SLICE - 1) await setImmediate()
      signal?.throwIfAborted()
      records.push(this.#one(number))
    }
    return records
  }

  close(): void {
    closeSync(this.#texts)
    closeSync(this.#starts)
  }

  #one(number: number): (string | null)[] {
    if (number < 0 || number >= this.#count) throw new Error(`There is no record ${number}`)
    const place = Buffer.alloc(2 * START_BYTES)
    readSync(this.#starts, place, 0, place.length, number * START_BYTES)
    const [start, end] = [place.readDoubleLE(0), place.readDoubleLE(START_BYTES)]
    const text = Buffer.alloc(end - start - 1)
    readSync(this.#texts, text, 0, text.length, start)
    return text
      .toString()
      .split(SEPARATOR)
      .map((value) => value || null)
  }
}
