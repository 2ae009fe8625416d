import { z } from 'zod'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { LOAD_SAMPLE, loadSample } from './load-sample.ts'
import { loadVersion } from './load-version.ts'
import { LOAD_AUDIENCE } from './open-version.ts'
import { endBrokenLoad, sweepVersions } from './sweep-versions.ts'
import { removeUploads, uploadFile } from './uploads.ts'

const SWEEP_VERSIONS = 'audience.sweep_versions'

const payloadSchema = z.object({ version_id: z.uuid() })

const sampleSchema = z.object({ people: z.int().min(1) })

export const versionCron: CronLine[] = [{ task: SWEEP_VERSIONS, match: '* * * * *' }]

export function versionTasks({ db, log, config }: Platform): Record<string, Task> {
  const { dataDir } = config
  return {
    [SWEEP_VERSIONS]: () => sweepVersions(db, dataDir),
    [LOAD_SAMPLE]: (payload, { signal }) =>
      loadSample({ db, dataDir, log, people: sampleSchema.parse(payload).people, signal }),
    [LOAD_AUDIENCE]: async (payload, { signal }) => {
      const { version_id: id } = payloadSchema.parse(payload)
      await endBrokenLoad(db, dataDir, id)
      const filesOf = (names: string[]) =>
        names.map((name, index) => ({ name, path: uploadFile(dataDir, id, index) }))
      const loaded = await loadVersion({ db, dataDir, log, id, filesOf, signal })
      if (loaded === 'busy')
        throw new Error('Another load of the audience is under way; this one comes after it')
      await removeUploads(dataDir, id)
    },
  }
}
