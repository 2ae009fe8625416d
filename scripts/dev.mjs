// npm run dev: the server from its sources, started again when they change; pages reload by themselves.
import { buildPixelScript } from './build.mjs'
import { install } from './install.mjs'
import { runNode } from './run.mjs'

await install()
await buildPixelScript()
const stay = () => {} // the child gets Ctrl-C too and stops Postgres before it ends
process.on('SIGINT', stay)
process.on('SIGTERM', stay)
process.exitCode = await runNode(
  'node_modules/tsx/dist/cli.mjs',
  ['watch', '--clear-screen=false', 'src/main.ts'],
  { env: { NODE_ENV: 'development' } },
)
