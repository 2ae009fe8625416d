import { BARE } from './find-doubles.ts'
import { NONE } from './sort-rows.ts'
import type { WorkFile } from './work-file.ts'

/** Writes what people are known by, sorted, with the rows they have now. */
export async function writeKeys(work: WorkFile, rowOf: Uint32Array): Promise<void> {
  await work.run('create table made.keys (hash ubigint, row uinteger, kind utinyint, bare boolean)')
  const { BOOLEAN, DuckDBDataChunk, UBIGINT, UINTEGER, UTINYINT } = await import('@duckdb/node-api')
  const { default: bindings } = await import('@duckdb/node-bindings')
  const appender = await work.connection.createAppender('keys', 'main', 'made')
  const sorted = 'select hash, n, kind from sorted_keys'
  try {
    for await (const [hash, n, kind] of work.numbers(sorted, ['u64', 'u32', 'u8'])) {
      const [hashes, rows] = [new Uint32Array(hash.length), new Uint32Array(n.length)]
      const [kinds, bares] = [new Uint8Array(n.length), new Uint8Array(n.length)]
      let keys = 0
      for (let i = 0; i < n.length; i++) {
        const row = rowOf[n[i] as number] as number
        if (row === NONE) continue
        hashes[2 * keys] = hash[2 * i] as number
        hashes[2 * keys + 1] = hash[2 * i + 1] as number
        rows[keys] = row
        kinds[keys] = (kind[i] as number) & ~BARE
        bares[keys++] = (kind[i] as number) & BARE ? 1 : 0
      }
      if (keys === 0) continue
      const chunk = DuckDBDataChunk.create([UBIGINT, UINTEGER, UTINYINT, BOOLEAN], keys)
      for (const [column, { buffer, BYTES_PER_ELEMENT }] of [hashes, rows, kinds, bares].entries()) {
        const bytes = keys * BYTES_PER_ELEMENT * (column === 0 ? 2 : 1)
        bindings.copy_data_to_vector(
          bindings.data_chunk_get_vector(chunk.chunk, column),
          ...([0, buffer, 0, bytes] as const),
        )
      }
      appender.appendDataChunk(chunk)
    }
    appender.flushSync()
  } finally {
    appender.closeSync()
  }
}
