import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../../scripts/chromium.mjs'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A headless Chromium with a fresh profile; make one `newContext()` per person. What it says of itself is a bot's; given
 * here another is also said by what a closing page still sends.
 */
export async function launchBrowser({ userAgent = '' } = {}): Promise<Browser> {
  const executablePath = await findChromium()
  if (!executablePath) throw new Error('No Chromium: npm test fetches one, or set CHROMIUM')
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...FLAGS, ...(userAgent ? [`--user-agent=${userAgent}`] : [])],
  })
}
