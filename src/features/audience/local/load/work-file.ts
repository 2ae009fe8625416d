import { mkdir } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBValue } from '@duckdb/node-api'
import { peopleFile, workDir } from './layout.ts'

/** What DuckDB may use; what is over goes to disk. The process itself comes on top. */
const MEMORY = '380MB'
const MAX_THREADS = 4

const NUMBERS = {
  u8: { array: Uint8Array, bytes: 1 },
  u16: { array: Uint16Array, bytes: 2 },
  u32: { array: Uint32Array, bytes: 4 },
  u64: { array: Uint32Array, bytes: 8 },
} as const
export type NumberType = keyof typeof NUMBERS
export type Numbers = Uint8Array | Uint16Array | Uint32Array

/** A load's scratch database, with the version's own attached as `made`. */
export class WorkFile {
  readonly #instance: DuckDBInstance
  readonly connection: DuckDBConnection
  isInterrupted = false

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance
    this.connection = connection
  }

  static async open(dir: string): Promise<WorkFile> {
    const work = workDir(dir)
    await mkdir(work, { recursive: true })
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(join(work, 'work.duckdb'), {
      memory_limit: MEMORY,
      threads: String(Math.max(1, Math.min(MAX_THREADS, cpus().length))),
      temp_directory: join(work, 'spilled'),
    })
    const connection = await instance.connect()
    await connection.run(`attach '${quoted(peopleFile(dir))}' as made`)
    await connection.run(`set force_compression = 'uncompressed'`)
    return new WorkFile(instance, connection)
  }

  async run(sql: string): Promise<void> {
    await this.connection.run(sql)
  }

  /**
   * From now on tables are written as they stay: numbers packed, texts as they are. Packing texts takes four times as
   * long as all the rest of writing them, and people are read a few at a time.
   */
  async writeToStay(): Promise<void> {
    await this.run(`set force_compression = 'auto'`)
    await this.run(`set disabled_compression_methods = 'dictionary,fsst,dict_fsst,zstd'`)
  }

  /** The one number a query answers. */
  async number(sql: string): Promise<number> {
    const result = await this.connection.run(sql)
    return Number((await result.getRows())[0]?.[0] ?? 0)
  }

  /** The rows of a query, a few thousand at a time. */
  async *batches(sql: string): AsyncGenerator<DuckDBValue[][]> {
    for await (const chunk of this.chunks(sql)) yield chunk.getRows()
  }

  /**
   * The numbers of a query's columns as they lie in memory, a few thousand rows at a time. None of them may be null.
   * 64 bits are two numbers, the lower half first.
   */
  async *numbers<const T extends readonly NumberType[]>(
    sql: string,
    types: T,
  ): AsyncGenerator<{ [I in keyof T]: Numbers }> {
    const { default: bindings } = await import('@duckdb/node-bindings')
    for await (const { chunk, rowCount } of this.chunks(sql)) {
      yield types.map((type, column) => {
        const { array, bytes } = NUMBERS[type]
        const data = bindings.vector_get_data(bindings.data_chunk_get_vector(chunk, column), rowCount * bytes)
        const numbers = new array(
          data.buffer as ArrayBuffer,
          data.byteOffset,
          data.byteLength / array.BYTES_PER_ELEMENT,
        )
        // a copy: the memory is the chunk's, which is gone as soon as nothing here holds it
        return numbers.slice()
      }) as { [I in keyof T]: Numbers }
    }
  }

  /** By a connection of its own: another query on the same one would end it. */
  async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const connection = await this.#instance.connect()
    try {
      const result = await connection.stream(sql)
      for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
        if (this.isInterrupted) throw new Error('The load was cancelled')
        yield chunk
      }
    } finally {
      connection.closeSync()
    }
  }

  /** How far the running query is, as far as it tells. */
  progress(): { percent?: number } {
    const { percentage } = this.connection.progress
    if (percentage < 0) return {}
    return { percent: Math.min(100, Math.round(percentage)) }
  }

  /** Stops what runs; its promise fails. */
  interrupt(): void {
    this.isInterrupted = true
    this.connection.interrupt()
  }

  close(): void {
    this.connection.closeSync()
    this.#instance.closeSync()
  }
}

/** For a text in SQL between single quotes. */
function quoted(text: string): string {
  return text.replaceAll("'", "''")
}

export const literal = (text: string) => `'${quoted(text)}'`
export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`
