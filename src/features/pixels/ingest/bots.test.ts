import crawlers from 'crawler-user-agents' with { type: 'json' }
import browsers from 'top-user-agents'
import { expect, it } from 'vitest'
import { CHROME } from './ingest.test-kit.ts'
import { createPace } from './pace.ts'
import { readBrowser } from './read-browser.ts'

it('knows the crawlers of a public list, all but those that say they are a browser', () => {
  const agents = crawlers.flatMap(({ instances }) => instances)
  const missed = agents.filter((agent) => !readBrowser(agent).isBot)
  expect(agents.length).toBeGreaterThan(2_000)
  // browsers inside apps, and monitors that borrow a whole one
  expect(missed.filter((agent) => !/Chrome\/|Safari\//.test(agent))).toEqual([])
  expect(missed.length).toBeLessThan(agents.length / 200)
})

it('takes none of the most common browsers for one', () => {
  expect(browsers.length).toBeGreaterThan(50)
  expect(browsers.filter((agent) => readBrowser(agent).isBot)).toEqual([])
  expect(browsers.filter((agent) => readBrowser(agent).browser === null)).toEqual([])
})

it('tells device, browser and system', () => {
  expect(readBrowser(CHROME)).toEqual({ isBot: false, device: 'desktop', browser: 'Chrome', os: 'Windows' })
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Mobile/15E148 Safari/604.1'
  expect(readBrowser(phone)).toEqual({ isBot: false, device: 'mobile', browser: 'Safari', os: 'iOS' })
  expect(readBrowser(undefined).isBot).toBe(true)
})

it('counts the pages of a minute for each visitor alone', () => {
  const isTooFast = createPace()
  const views = (visitor: string, minute: number) =>
    Array.from({ length: 250 }, () => isTooFast(visitor, minute * 60_000 + 5)).filter(Boolean).length
  expect(views('a', 1)).toBe(50)
  expect(views('b', 1)).toBe(50)
  expect(views('a', 2)).toBe(50)
})
