import { z } from 'zod'
import { withWorkspace } from '../../../platform/db/index.ts'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { finishImport } from './finish-import.ts'
import { runImport } from './run-import.ts'
import { IMPORT_LEADS, MAX_ATTEMPTS } from './start-import.ts'
import { sweepImports } from './sweep-imports.ts'

const SWEEP_IMPORTS = 'leads.sweep_imports'
const payloadSchema = z.object({ workspace_id: z.uuid(), import_id: z.uuid() })

export const importCron: CronLine[] = [{ task: SWEEP_IMPORTS, match: '* * * * *' }]

export function importTasks({ db }: Platform): Record<string, Task> {
  return {
    [SWEEP_IMPORTS]: () => sweepImports(db),
    [IMPORT_LEADS]: async (payload, { signal, attempt }) => {
      const { workspace_id: workspaceId, import_id: importId } = payloadSchema.parse(payload)
      try {
        await runImport(db, { workspaceId, importId, signal })
      } catch (error) {
        const failure = refusalOf(error) ?? (attempt >= MAX_ATTEMPTS ? GAVE_UP : null)
        if (failure === null || signal.aborted) throw error
        await withWorkspace(db, workspaceId, (tx) =>
          finishImport(tx, workspaceId, importId, 'failed', failure),
        )
        if (failure === GAVE_UP) throw error
      }
    },
  }
}

const GAVE_UP =
  'The import failed several times for a reason on our side. What it had imported stays; upload the file again to go on.'

/** What a SQL function refused for good, in its words: a partner suspended meanwhile may not list. */
function refusalOf(error: unknown): string | null {
  const { code, message } = error as { code?: string; message?: string }
  return code?.startsWith('AS4') ? (message ?? null) : null
}
