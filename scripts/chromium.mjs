import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run, runNode } from './run.mjs'

const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * Path of a Chromium: `CHROMIUM`, one on the PATH, or the one playwright-core fetched. Null when there is none. The
 * headless shell comes first: the same engine without windows, cheaper to run.
 */
export async function findChromium() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const { chromium } = await import('playwright-core')
  const candidates = [process.env.CHROMIUM, ...onPath, ...PLACES, chromium.executablePath()]
  return candidates.find((file) => file && existsSync(file)) ?? null
}

/** Makes sure there is a Chromium: Debian's by apt for root, else playwright's own. */
export async function fetchChromium() {
  if (await findChromium()) return
  console.log('Fetching Chromium for the browser tests…')
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (isRootOnDebian) {
    await run('apt-get', ['update', '-q'])
    await run(
      'apt-get',
      ['install', '-y', '-q', '--no-install-recommends', 'chromium-headless-shell', 'fonts-dejavu-core'],
      {
        env: { DEBIAN_FRONTEND: 'noninteractive' },
      },
    )
  } else {
    await runNode('node_modules/playwright-core/cli.js', ['install', 'chromium'])
  }
  if (await findChromium()) return
  console.error('No Chromium could be fetched: install one and set CHROMIUM to its path')
  process.exit(1)
}
