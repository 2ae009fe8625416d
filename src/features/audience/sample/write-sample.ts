import { rename, rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { type Population, populationSql } from './population-sql.ts'

/**
 * Writes made-up people into a Parquet file, or a CSV file when its name ends so. Whole or not at all: it takes its
 * name once it is done.
 */
export async function writeSample(population: Population, file: string): Promise<void> {
  const unfinished = `${file}.unfinished`
  const { DuckDBInstance } = await import('@duckdb/node-api') // 40 MB that a running server need not have
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(Math.max(1, Math.min(4, cpus().length))),
    memory_limit: '600MB',
  })
  try {
    const connection = await instance.connect()
    const format = file.toLowerCase().endsWith('.csv')
      ? 'format csv, header true'
      : 'format parquet, compression zstd'
    await connection.run(
      `copy (${populationSql(population)}) to '${unfinished.replaceAll("'", "''")}' (${format})`,
    )
    await rename(unfinished, file)
  } finally {
    instance.closeSync()
    await rm(unfinished, { force: true })
  }
}
