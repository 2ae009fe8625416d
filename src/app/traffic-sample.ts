import { parseArgs } from 'node:util'
import { trafficOfDay } from './traffic/day.ts'
import { sendTraffic } from './traffic/send.ts'

const USAGE = `npm run traffic:sample -- --events N [--url ORIGIN] [--key KEY] [--site ADDRESS] [--seed N] [--day DAY]

  --events N      how many events, 1 to 10,000,000
  --url ORIGIN    of a running app; http://127.0.0.1:3000 without it
  --key KEY       of the pixel; that of the demo site without it
  --site ADDRESS  of the site whose pages are seen; the demo site without it
  --seed N        other visitors for another number; 1 without it
  --day DAY       the day it happens, UTC, at most 6 days ago; yesterday without it

The same day and seed are the same events: sent again they count as repeated.
`
const DAY_MS = 86_400_000
const MAX_EVENTS = 10_000_000
const OPTIONS = ['events', 'url', 'key', 'site', 'seed', 'day'] as const

type Given = { [name in (typeof OPTIONS)[number]]?: string }

interface Wish {
  events: number
  seed: number
  startMs: number
  url: string
  key: string | null
  site: string
}

/** `npm run traffic:sample`: replays a made-up day against a running app; resolves to the exit code. */
export async function trafficCommand(args: string[]): Promise<number> {
  const wish = readWish(args)
  if (typeof wish === 'string') {
    process.stderr.write(`${wish}\n\n${USAGE}`)
    return 2
  }
  try {
    const key = wish.key ?? (await demoKey(wish.url))
    const start = performance.now()
    const sent = await sendTraffic(trafficOfDay(wish), { ...wish, key })
    const seconds = (performance.now() - start) / 1000
    const number = (value: number) => value.toLocaleString('en')
    process.stdout.write(
      `${number(sent.accepted)} events taken and ${number(sent.dropped)} dropped (bots, repeats) of ${number(sent.requests)} requests in ${seconds.toFixed(1)} s\n`,
    )
    return 0
  } catch (error) {
    const { message, cause } = error as Error
    process.stderr.write(`${message}${cause instanceof Error ? `: ${cause.message}` : ''}\n`)
    return 1
  }
}

function readWish(args: string[]): Wish | string {
  let given: Given
  try {
    const options = Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string' as const }]))
    given = parseArgs({ args, options }).values as Given
  } catch (error) {
    return (error as Error).message
  }
  const events = Number(given.events)
  const seed = Number(given.seed ?? 1)
  const url = (given.url ?? 'http://127.0.0.1:3000').replace(/\/$/, '')
  const site = (given.site ?? `${url}/demo-site`).replace(/\/$/, '')
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const startMs = given.day === undefined ? today - DAY_MS : Date.parse(`${given.day}T00:00:00Z`)
  if (!Number.isInteger(events) || events < 1 || events > MAX_EVENTS)
    return 'Say with --events how many to send.'
  if (!Number.isInteger(seed) || seed < 0 || seed > 1_000_000)
    return '--seed is a whole number up to 1,000,000.'
  if (!isWeb(url)) return '--url is an origin such as http://127.0.0.1:3000.'
  if (!isWeb(site)) return '--site is an address such as https://www.example.com.'
  if (given.key !== undefined && !/^[a-z0-9]{16}$/.test(given.key))
    return '--key is the 16 letters of a pixel.'
  if (!(startMs <= today && startMs >= today - 6 * DAY_MS))
    return '--day is one of the last seven, such as 2026-11-01.'
  return { events, seed, startMs, url, site, key: given.key ?? null }
}

function isWeb(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

async function demoKey(url: string): Promise<string> {
  const page = await (await fetch(`${url}/demo-site`)).text()
  const key = /\/px\/([a-z0-9]{16})\.js/.exec(page)?.[1]
  if (!key) throw new Error(`${url} has no demo site with a pixel: give the --key and --site of another`)
  return key
}
