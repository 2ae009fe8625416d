import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { COLUMNS, columnFile } from './layout.ts'
import type { WorkFile } from './work-file.ts'

const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array }
const BUFFERED = 262_144

const QUERY = `
  select title, company, place, industry, seniority, department, company_size, country, state,
    (email is not null)::utinyint + 2 * (phone is not null or mobile is not null)::utinyint
      + 4 * (linkedin_url is not null)::utinyint + 8 * (email is not null and email_verified)::utinyint as contacts,
    coalesce(seen_on - date '1970-01-01', 0)::usmallint as seen_day
  from made.people`

/** Writes what filters look at: a file of bare numbers for each column, in the order of the people. */
export async function writeColumns(work: WorkFile, dir: string): Promise<void> {
  await mkdir(join(dir, 'columns'), { recursive: true })
  const files = await Promise.all(COLUMNS.map(({ name }) => open(columnFile(dir, name), 'w')))
  const buffers = COLUMNS.map(({ type }) => new ARRAYS[type](BUFFERED))
  let filled = 0
  const flush = async () => {
    for (const [index, file] of files.entries()) {
      const buffer = buffers[index] as Uint8Array
      await file.write(new Uint8Array(buffer.buffer, 0, filled * buffer.BYTES_PER_ELEMENT))
    }
    filled = 0
  }
  try {
    for await (const chunk of work.chunks(QUERY)) {
      if (filled + chunk.rowCount > BUFFERED) await flush()
      for (const [index, buffer] of buffers.entries())
        buffer.set(chunk.getColumnValues(index) as number[], filled)
      filled += chunk.rowCount
    }
    await flush()
    await Promise.all(files.map((file) => file.sync()))
  } finally {
    await Promise.all(files.map((file) => file.close()))
  }
}
