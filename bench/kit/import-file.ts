import { planFile } from '../../src/features/leads/importing/file-plan.ts'
import { runImport } from '../../src/features/leads/importing/run-import.ts'
import { startImport } from '../../src/features/leads/importing/start-import.ts'
import { UploadedFile } from '../../src/features/leads/importing/uploaded-file.ts'
import { withWorkspace } from '../../src/platform/db/index.ts'
import type { BenchWorld } from './bench-world.ts'
import { leadFile } from './lead-file.ts'

/** A file of that many rows from its first byte to the end of its import. */
export async function importFile({ db }: BenchWorld, workspaceId: string, rows: number): Promise<void> {
  const file = new UploadedFile(db, { workspaceId, actorId: null, kind: 'own' }, 'bench.csv')
  for (const piece of leadFile(rows)) await file.take(piece)
  await file.end()
  const importId = await file.spill()
  const { format, columns } = await planFile(file.sample, false, {})
  const options = {
    format,
    columns,
    default_country: 'US',
    on_duplicate: 'skip' as const,
    listing: null,
    line_breaks: file.lineBreaks,
  }
  await withWorkspace(db, workspaceId, (tx) =>
    startImport(tx, workspaceId, importId, { bytes: file.bytes, options }),
  )
  await runImport(db, { workspaceId, importId, signal: new AbortController().signal })
  const { rows: done } = await db.system.query('select * from imports where id = $1', [importId])
  if (done[0].status !== 'finished' || done[0].imported + done[0].duplicates !== rows) {
    throw new Error(`The import went wrong: ${JSON.stringify(done[0])}`)
  }
}
