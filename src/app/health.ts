import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from '../platform/http/index.ts'
import type { Worker } from '../platform/jobs/index.ts'
import type { Platform } from '../platform/platform.ts'

const CHECK_LIMIT_MS = 3_000

/** `/healthz`: the process answers. `/readyz`: it can do its work, so send it traffic. */
export function mountHealth(root: OpenAPIHono<Env>, platform: Platform, worker: () => Worker | null): void {
  root.get('/healthz', (c) => c.json({ status: 'ok' }))
  root.get('/readyz', async (c) => {
    const checks = {
      database: await checkDatabase(platform),
      worker: checkWorker(platform, worker()),
      process: platform.shutdown.aborted ? 'stopping' : 'ok',
    }
    const isReady = Object.values(checks).every((value) => value === 'ok' || value === 'not here')
    return c.json({ status: isReady ? 'ready' : 'not ready', checks }, isReady ? 200 : 503)
  })
}

async function checkDatabase({ db }: Platform): Promise<string> {
  const check = db.app
    .query<{ version: number }>('select max(version) as version from schema_migrations')
    .then(({ rows }) => {
      const version = rows[0]?.version ?? 0
      return version >= db.version ? 'ok' : `at migration ${version}, ${db.version} is needed`
    })
    .catch(() => 'does not answer')
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('does not answer'), CHECK_LIMIT_MS)
  })
  return Promise.race([check, limit]).finally(() => clearTimeout(timer))
}

function checkWorker({ config }: Platform, worker: Worker | null): string {
  if (config.role === 'web') return 'not here'
  return worker?.isRunning() ? 'ok' : 'not running'
}
