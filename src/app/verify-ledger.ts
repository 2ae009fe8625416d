import { verifyLedger } from '../features/credits/index.ts'
import { print, verifyCommand } from './verify-command.ts'

/** `npm run ledger:verify`: prints what was checked; resolves to the exit code, 1 when something is wrong. */
export function verifyLedgerCommand(): Promise<number> {
  return verifyCommand(async (db) => {
    const findings = await verifyLedger(db)
    for (const { name, checked, wrong, problems } of findings) {
      print(`${wrong === 0 ? 'ok    ' : 'WRONG '} ${String(checked).padStart(9)}  ${name}`)
      for (const problem of problems) print(`                  ${problem}`)
      if (wrong > problems.length) print(`                  and ${wrong - problems.length} more`)
    }
    const wrong = findings.reduce((sum, finding) => sum + finding.wrong, 0)
    print(wrong === 0 ? 'The ledger is right.' : `The ledger is WRONG in ${wrong} places.`)
    return wrong === 0
  })
}
