import { verifyFigures } from '../features/analytics/index.ts'
import { print, verifyCommand } from './verify-command.ts'

/** Of one workspace; the rest is told as a number. */
const MAX_LINES = 10

/** `npm run figures:verify`: prints what was counted again; resolves to the exit code, 1 when something is wrong. */
export function verifyFiguresCommand(): Promise<number> {
  return verifyCommand(async (db) => {
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
    return wrong === 0
  })
}
