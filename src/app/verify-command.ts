import type { Databases } from '../platform/db/index.ts'
import { createLog } from '../platform/log.ts'
import { ConfigError, loadProcessConfig } from './config.ts'
import { openInstallation } from './open-installation.ts'

/**
 * A command that checks this installation: `check` prints what it found and answers whether all is right. Resolves to the
 * exit code: 1 when something is wrong, 2 when the environment is.
 */
export async function verifyCommand(check: (db: Databases) => Promise<boolean>): Promise<number> {
  try {
    const { db, close } = await openInstallation(loadProcessConfig(), createLog('warn'))
    try {
      return (await check(db)) ? 0 : 1
    } finally {
      await close()
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
