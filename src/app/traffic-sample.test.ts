import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { asOwner } from '../../test/harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../../test/harness/index.ts'
import { trafficOfDay } from './traffic/day.ts'
import { trafficCommand } from './traffic-sample.ts'

const KEY = 'sampletraffic001'
const DAY = { seed: 1, startMs: Date.parse('2026-11-01T00:00:00Z'), site: 'https://pier.example' }

let world: TestWorld
let app: TestApp

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  world = await createTestWorld()
  app = await world.startApp()
  await asOwner(
    world,
    `insert into pixels (workspace_id, key, name, website_url, domains) values ($1, $2, 'Pier', 'https://pier.example', '{pier.example}')`,
    [randomUUID(), KEY],
  )
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.dispose()
})

const stored = async () => (await asOwner(world, `select count(*)::int as n from pixel_events`))[0]?.n
const send = (...more: string[]) =>
  trafficCommand([
    '--events',
    '250',
    '--url',
    app.url,
    '--key',
    KEY,
    '--site',
    'https://pier.example',
    ...more,
  ])

describe('a made-up day', () => {
  it('is the same for the same seed, and another for another', () => {
    const text = (seed: number) => JSON.stringify([...trafficOfDay({ ...DAY, events: 300, seed })])
    expect(text(1)).toBe(text(1))
    expect(text(2)).not.toBe(text(1))
  })

  it('has as many events as asked, within the day but for visits that go on, busiest when people work', () => {
    for (const events of [1, 10, 5_000]) {
      const requests = [...trafficOfDay({ ...DAY, events })]
      const ids = new Set(
        requests.flatMap((request) => (request.events as { i: string }[]).map(({ i }) => i)),
      )
      expect(ids.size).toBe(events)
    }
    const hours = [...trafficOfDay({ ...DAY, events: 5_000 })].map(({ atMs }) =>
      Math.floor((atMs - DAY.startMs) / 3_600_000),
    )
    expect(hours.every((hour) => hour >= 0 && hour < 26)).toBe(true)
    expect(hours.filter((hour) => hour === 14).length).toBeGreaterThan(
      3 * hours.filter((hour) => hour === 2).length,
    )
  })
})

describe('npm run traffic:sample', () => {
  it('sends it to a running app, bots and repeats among it, and changes nothing when run again', async () => {
    expect(await send()).toBe(0)
    const first = await stored()
    expect(first).toBeGreaterThan(180)
    expect(first).toBeLessThan(250)
    expect(await send()).toBe(0)
    expect(await stored()).toBe(first)
    const reasons = await asOwner(world, `select distinct reason from pixel_drops order by 1`)
    expect(reasons.map(({ reason }) => reason)).toEqual(['bot', 'repeated'])
  })

  it('says what it needs, and what the app answered', async () => {
    for (const args of [
      [],
      ['--events', '0'],
      ['--events', '1', '--day', '2020-01-01'],
      ['--events', '1', '--key', 'x'],
      ['--what'],
    ])
      expect(await trafficCommand(args)).toBe(2)
    expect(await send('--key', 'nosuchpixel00000')).toBe(1)
    expect(await trafficCommand(['--events', '1', '--url', app.url])).toBe(1)
  })
})
