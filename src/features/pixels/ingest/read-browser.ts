import Bowser from 'bowser'
import { isbot } from 'isbot'

export interface Browser {
  isBot: boolean
  device: string | null
  browser: string | null
  os: string | null
}

const MAX_LENGTH = 500
const MAX_KEPT = 5_000
const kept = new Map<string, Browser>()

/** Which browser a user agent says it is. Remembered, as most visitors have one of a few hundred. */
export function readBrowser(userAgent: string | undefined): Browser {
  const text = userAgent?.slice(0, MAX_LENGTH) ?? ''
  const known = kept.get(text)
  if (known) return known
  if (kept.size >= MAX_KEPT) kept.clear()
  const read = readOnce(text)
  kept.set(text, read)
  return read
}

function readOnce(userAgent: string): Browser {
  // Who gives no name is no browser: isbot() leaves that to its caller.
  if (userAgent.trim() === '' || isbot(userAgent)) {
    return { isBot: true, device: null, browser: null, os: null }
  }
  const { browser, os, platform } = Bowser.parse(userAgent)
  return {
    isBot: false,
    device: platform.type ?? null,
    browser: browser.name?.slice(0, 100) ?? null,
    os: os.name?.slice(0, 100) ?? null,
  }
}
