// npm run ledger:verify: recomputes every balance from its entries; exits 1 on a difference.
import './root.mjs'
import { install } from './install.mjs'

await install()
await import('./sources.mjs')
const { verifyLedgerCommand } = await import('../src/app/verify-ledger.ts')
process.exitCode = await verifyLedgerCommand()
