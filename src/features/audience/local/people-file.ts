import { join } from 'node:path'
import type { DuckDBBitValue, DuckDBInstance, DuckDBResult } from '@duckdb/node-api'

/** Enough for every query here on ten million people; what is over goes to disk. */
const MEMORY = '400MB'
const THREADS = '2'

/** By the names in the query; a list becomes JSON text, see `listed`. */
export type Values = Record<string, string | number | boolean | null | readonly string[] | readonly number[]>

/** The version's DuckDB file, opened read-only: its people, dictionaries and keys. */
export class PeopleFile {
  readonly #instance: DuckDBInstance

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance
  }

  static async open(dir: string): Promise<PeopleFile> {
    // Loaded with the first version that is opened: it takes 40 MB, which an installation without one keeps.
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const options = { access_mode: 'READ_ONLY', memory_limit: MEMORY, threads: THREADS }
    return new PeopleFile(await DuckDBInstance.create(join(dir, 'people.duckdb'), options))
  }

  rows<R extends object>(sql: string, values: Values, signal?: AbortSignal): Promise<R[]> {
    return this.#run(sql, values, signal, async (result) => (await result.getRowObjectsJS()) as R[])
  }

  /**
   * Calls `add` with every number below `size` that the query answers in its one column. DuckDB makes one set of
   * them first: half a million numbers handed over one by one take ten times as long.
   */
  async numbers(
    sql: string,
    values: Values,
    size: number,
    add: (n: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    if (size === 0) return
    const set = `select bitstring_agg(n, 0, ${size - 1}) from (${sql}) numbers (n)`
    const found = await this.#run(set, values, signal, async (result) => (await result.getRows())[0]?.[0])
    if (found) walk((found as DuckDBBitValue).data, add)
  }

  close(): void {
    this.#instance.closeSync()
  }

  async #run<T>(
    sql: string,
    values: Values,
    signal: AbortSignal | undefined,
    read: (result: DuckDBResult) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted()
    const connection = await this.#instance.connect()
    const interrupt = () => connection.interrupt()
    signal?.addEventListener('abort', interrupt, { once: true })
    try {
      const given = Object.entries(values).map(([name, value]) => [
        name,
        Array.isArray(value) ? JSON.stringify(value) : value,
      ])
      return await read(await connection.run(sql, Object.fromEntries(given)))
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    } finally {
      signal?.removeEventListener('abort', interrupt)
      connection.closeSync()
    }
  }
}

/** A list given as a value, as rows. */
export function listed(name: string, type: 'varchar' | 'uinteger' = 'varchar'): string {
  return `(select unnest(from_json($${name}, '["${type}"]')))`
}

/** The numbers of a DuckDB bit string: how many bits of it are padding, then the bits, the first one on the left. */
function walk(data: Uint8Array, add: (n: number) => void): void {
  const padding = data[0] ?? 0
  for (let byte = 1; byte < data.length; byte++) {
    const eight = data[byte] as number
    if (eight === 0) continue
    for (let bit = 0; bit < 8; bit++) {
      const n = (byte - 1) * 8 + bit - padding
      if (n >= 0 && eight & (128 >>> bit)) add(n)
    }
  }
}
