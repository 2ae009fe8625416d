import { mkdir } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBValue } from '@duckdb/node-api'
import { peopleFile, workDir } from './layout.ts'

/** What DuckDB may use; what is over goes to disk. The process itself comes on top. */
const MEMORY = '450MB'
const MAX_THREADS = 4

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
