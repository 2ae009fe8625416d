// npm run figures:verify: counts every figure of the analytics again from its rows; exits 1 on a difference.
import './root.mjs'
import { install } from './install.mjs'

await install()
await import('./sources.mjs')
const { verifyFiguresCommand } = await import('../src/app/verify-figures.ts')
process.exitCode = await verifyFiguresCommand()
