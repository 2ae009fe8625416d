import { verifyFigures } from '../features/analytics/index.ts'
import { createLog } from '../platform/log.ts'
import { ConfigError, loadProcessConfig } from './config.ts'
import { openInstallation } from './open-installation.ts'

/** Of one workspace; the rest is told as a number. */
const MAX_LINES = 10

/** `npm run figures:verify`: prints what was counted again; resolves to the exit code, 1 when something is wrong. */
export async function verifyFiguresCommand(): Promise<number> {
  try {
    const { db, close } = await openInstallation(loadProcessConfig(), createLog('warn'))
    try {
      let checked = 0
      let wrong = 0
      for await (const { id, differences } of verifyFigures(db)) {
        checked++
        if (differences.length === 0) continue
        wrong++
        print(`WRONG  workspace ${id}: ${differences.length} figures differ from their rows`)
        for (const { kind, span, starts, key, kept, counted } of differences.slice(0, MAX_LINES))
          print(`       ${kind} ${key} of ${span} ${starts}: ${kept ?? 'none'}, counted ${counted ?? 'none'}`)
      }
      print(
        `${checked} workspaces counted again, ${wrong === 0 ? 'all figures are right.' : `${wrong} WRONG.`}`,
      )
      return wrong === 0 ? 0 : 1
    } finally {
      await close()
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

function print(line: string) {
  process.stdout.write(`${line}\n`)
}
