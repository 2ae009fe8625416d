import { setFlagsFromString } from 'node:v8'
import { ConfigError, loadProcessConfig } from './app/config.ts'
import { startApp } from './app/start.ts'
import { createLog } from './platform/log.ts'

// The heap grows by less than half at a time: an import leaves much that is garbage soon, which V8 by itself lets lie.
setFlagsFromString('--heap-growing-percent=40')

const config = readConfig()
const log = createLog(config.logLevel)

function readConfig() {
  try {
    return loadProcessConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}

function fail(error: unknown, message: string): never {
  log.fatal({ err: error }, message)
  process.exit(1)
}

process.on('uncaughtException', (error) => fail(error, 'uncaught exception'))
process.on('unhandledRejection', (error) => fail(error, 'unhandled rejection'))

const starting = startApp({ config, log, onLost: (error) => fail(error, 'the database is lost') })

let signals = 0
async function stop(signal: string) {
  // A second signal means now: the watchdog stops Postgres, and whatever ran is rolled back.
  if (++signals > 1) process.exit(1)
  log.info({ signal }, 'stopping')
  try {
    const app = await starting
    await app.stop()
    log.info('stopped')
    process.exit(0)
  } catch (error) {
    fail(error, 'stopping failed')
  }
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

try {
  const { url, platform } = await starting
  log.info({ url, role: config.role }, 'ready')
  if (url) process.stdout.write(welcome(platform.config.appUrl, platform.isDemo))
} catch (error) {
  fail(error, (error as Error).message)
}

function welcome(url: string, isDemo: boolean): string {
  const accounts = isDemo
    ? `
  Demo accounts, all with the password assay-demo-1
    operator@demo.example   runs the exchange
    partner@demo.example    sells leads
    partner2@demo.example   sells leads
    buyer@demo.example      buys leads

  The buyer's site, with a pixel on it, is at ${url}/demo-site
`
    : ''
  return `\n  Assay is at ${url}\n${accounts}\n`
}
