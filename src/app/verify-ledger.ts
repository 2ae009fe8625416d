import { verifyLedger } from '../features/credits/index.ts'
import { createLog } from '../platform/log.ts'
import { ConfigError, loadProcessConfig } from './config.ts'
import { openInstallation } from './open-installation.ts'

/** `npm run ledger:verify`: prints what was checked; resolves to the exit code, 1 when something is wrong. */
export async function verifyLedgerCommand(): Promise<number> {
  try {
    const { db, close } = await openInstallation(loadProcessConfig(), createLog('warn'))
    try {
      const findings = await verifyLedger(db)
      for (const { name, checked, wrong, problems } of findings) {
        print(`${wrong === 0 ? 'ok    ' : 'WRONG '} ${String(checked).padStart(9)}  ${name}`)
        for (const problem of problems) print(`                  ${problem}`)
        if (wrong > problems.length) print(`                  and ${wrong - problems.length} more`)
      }
      const wrong = findings.reduce((sum, finding) => sum + finding.wrong, 0)
      print(wrong === 0 ? 'The ledger is right.' : `The ledger is WRONG in ${wrong} places.`)
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
