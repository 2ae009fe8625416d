import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lists } from './code-people.ts'
import { COLUMNS, FORMAT, manifestFile, ORDER } from './layout.ts'
import type { WorkFile } from './work-file.ts'

export interface Made {
  dir: string
  id: string
  people: number
  lists: Lists
}

/** Closes the version's database and says what is in the folder. */
export async function writeManifest(work: WorkFile, { dir, id, people, lists }: Made): Promise<void> {
  const sizes = []
  for (const table of ['titles', 'companies', 'places'])
    sizes.push([table, await work.number(`select count(*) - 1 from made.${table}`)])
  await work.run('checkpoint made')
  await work.run('detach made')
  const manifest = {
    format: FORMAT,
    id,
    people,
    columns: COLUMNS,
    ...lists,
    ...Object.fromEntries(sizes),
    order: ORDER,
  }
  await writeFile(manifestFile(dir), JSON.stringify(manifest))
}

/** Bytes on disk of what stays. */
export async function sizeOf(dir: string): Promise<number> {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
