import { z } from 'zod'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { ERASE_PIXEL } from './delete-pixel.ts'
import { erasePixel } from './erase-pixel.ts'
import { identityCron, identityTasks } from './identity/jobs.ts'
import { keepCron, keepTasks } from './keep/jobs.ts'
import { noticeSilence } from './silence/notice-silence.ts'

const NOTICE_SILENCE = 'pixels.notice_silence'

const erasePayload = z.object({ workspace_id: z.uuid(), pixel_id: z.uuid() })

export const pixelCron: CronLine[] = [
  ...keepCron,
  ...identityCron,
  { task: NOTICE_SILENCE, match: '*/10 * * * *' },
]

export function pixelTasks(platform: Platform): Record<string, Task> {
  const { db, config } = platform
  return {
    ...keepTasks(platform),
    ...identityTasks(platform),
    [ERASE_PIXEL]: (payload, { signal }) => {
      const { workspace_id: workspaceId, pixel_id: pixelId } = erasePayload.parse(payload)
      return erasePixel(db, { workspaceId, pixelId }, signal)
    },
    [NOTICE_SILENCE]: (_payload, { signal }) => noticeSilence(db, config.appUrl, signal),
  }
}
