import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { asOwner } from '../harness/as-owner.ts'
import { embeddedUrl } from '../harness/embedded-url.ts'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { type SentBatch, type Site, startSite } from './pixel-site.ts'

const FULL = 'full000000000001'
const COOKIELESS = 'cookieless000001'
const OFF = 'off0000000000001'
/** What our Chromium would say of itself is a bot's, and so it is. */
const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

let app: SpawnedApp
let site: Site
let browser: Browser
let ownerUrl: string
let context: BrowserContext
let page: Page
let failures: string[]
/** Where the pages of a test are: a page that is closed at the end of one still speaks in the next. */
let place = 0

beforeAll(async () => {
  app = await spawnApp()
  ownerUrl = await embeddedUrl(app.dataDir)
  for (const [key, consent] of [
    [FULL, 'full'],
    [COOKIELESS, 'cookieless'],
    [OFF, 'off'],
  ] as const)
    await asOwner(
      { ownerUrl },
      `insert into pixels (workspace_id, key, name, website_url, domains, consent, email_selectors, excluded_paths, excluded_params)
       values ($1, $2, 'Pier', 'http://127.0.0.1', '{127.0.0.1}', $3, '{"p..no selector","#newsletter input[type=email]"}', '{*/private/*}', '{ref}')`,
      [randomUUID(), key, consent],
    )
  site = await startSite(app.url)
  browser = await launchBrowser({ userAgent: AGENT })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await app?.dispose()
})

beforeEach(async () => {
  place++
  Object.assign(site, { taken: [], refused: [], refuseWith: null })
  context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  page = await open()
})
afterEach(async () => {
  await context.close()
  expect(failures).toEqual([])
})

async function open(): Promise<Page> {
  const made = await context.newPage()
  failures = []
  made.on('pageerror', (error) => failures.push(String(error)))
  made.on('console', (message) => {
    if (/Content Security Policy|TrustedScript/.test(message.text())) failures.push(message.text())
  })
  return made
}

/** As a person does it: the page hears of it. */
async function close() {
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
}

const to = (path: string, key = FULL) => page.goto(`${site.url}/own/${key}/${place}/${path}`)
const taken = () => site.taken.filter(({ e }) => e[0]?.u.includes(`/${place}/`))
/**
 * In the order they happened, each once: what was under way when a page ended is sent again, for the server to know by
 * its id.
 */
const events = () =>
  [...new Map(taken().flatMap(({ e }) => e.map((event) => [event.i, event]))).values()].toSorted((a, b) =>
    a.i < b.i ? -1 : 1,
  )
const names = () => events().map(({ n, d }) => (n === 'custom' ? String(d?.name) : n))
const come = (...wanted: string[]) => expect.poll(names, { interval: 30, timeout: 5_000 }).toEqual(wanted)
const stored = () => page.evaluate(() => ({ ...localStorage }))
const call = (...args: unknown[]) =>
  page.evaluate((given) => (window as unknown as { assay(...all: unknown[]): void }).assay(...given), args)
/** Events of a pixel as the database has them, by their ids. */
const inDatabase = (key: string) =>
  asOwner(
    { ownerUrl },
    `select e.id, e.type, e.url, e.title, e.detail, e.visitor_id, e.session_id from pixel_events e
     join pixels p on p.workspace_id = e.workspace_id and p.id = e.pixel_id where p.key = $1 order by e.id`,
    [key],
  )

it('counts a page with a strict policy, loaded from our origin, and leaves nothing but `assay`', async () => {
  await page.goto(`${site.url}/direct//`)
  const before = await page.evaluate(() => Object.keys(window))
  const sent = page.waitForResponse((response) => response.url() === `${app.url}/px/e`)
  await page.goto(`${site.url}/direct/${FULL}/?utm_source=mail&ref=7&who=ada@pier.example#top`)
  expect((await sent).status()).toBe(202)
  const after = await page.evaluate(() => Object.keys(window))
  expect(after.filter((name) => !before.includes(name))).toEqual(['assay'])
  expect(Object.keys(await stored())).toEqual([`assay.${FULL}`])
  expect(await context.cookies()).toEqual([])
  const [row] = await inDatabase(FULL)
  expect(row).toMatchObject({ type: 'page_view', title: 'Pier' })
  expect(row?.url).toContain('?utm_source=mail')
  expect(row?.url).not.toMatch(/ref=7|ada|top/)
})

it('tells clicks to files and other sites, how far it was read, and keeps one visit', async () => {
  await to('')
  await page.mouse.wheel(0, 5_000)
  await page.evaluate(() =>
    document
      .querySelector<HTMLElement>('#mail')
      ?.addEventListener('click', (event) => event.preventDefault()),
  )
  await page.click('#mail')
  await page.click('#file')
  await page.click('#out')
  await come('page_view', 'click', 'click', 'page_leave')
  const [, file, out, leave] = events()
  expect(file?.d).toEqual({ kind: 'file', target: `${site.url}/prices.csv` })
  expect(out?.d).toEqual({ kind: 'outbound', target: `${site.elsewhere}/?ref=` })
  expect(leave?.d?.percent).toBe(100)
  await to('')
  await come('page_view', 'click', 'click', 'page_leave', 'page_view')
  expect(new Set(taken().map(({ v, s, m }) => [v, s, m].join())).size).toBe(1)
})

it('follows a router, with the title a page gets after its address, and takes calls from before it was there', async () => {
  await to('shop')
  await come('Opened shop', 'page_view')
  await page.click('[data-path=ropes]')
  await come('Opened shop', 'page_view', 'page_leave', 'page_view')
  await page.click('[data-how=replaceState]')
  await page.click('[data-path=sails]')
  await page.goBack()
  await come(
    'Opened shop',
    'page_view',
    ...Array.from({ length: 3 }, () => ['page_leave', 'page_view']).flat(),
  )
  const views = events().filter(({ n }) => n === 'page_view')
  expect(views.map(({ u }) => u.split('/').at(-1))).toEqual(['shop', 'ropes', 'sails', 'ropes?colour=red'])
  expect(views.slice(1, 3).map(({ l }) => l)).toEqual(['Shop ropes', 'Shop sails'])
  expect(events()[0]?.d).toEqual({ name: 'Opened shop', properties: { plan: 'trial' } })
})

it('survives the close of a page', async () => {
  await to('')
  await come('page_view')
  await call('track', 'Last word')
  await close()
  await come('page_view', 'Last word', 'page_leave')
})

it('keeps what happens offline and delivers each event once, in this page or the next', async () => {
  await to('shop')
  await come('Opened shop', 'page_view')
  await context.setOffline(true)
  await page.click('[data-path=ropes]')
  await call('track', 'Offline one')
  await context.setOffline(false)
  await come('Opened shop', 'page_view', 'page_leave', 'page_view', 'Offline one')
  await context.setOffline(true)
  await page.click('[data-path=sails]')
  await call('track', 'Offline two')
  await close()
  page = await open()
  await context.setOffline(false)
  await to('')
  await expect
    .poll(() =>
      names()
        .filter((name) => name !== 'page_leave')
        .toSorted(),
    )
    .toEqual([
      ...['Offline one', 'Offline two', 'Opened shop'],
      ...['page_view', 'page_view', 'page_view', 'page_view'],
    ])
  const ids = new Set(events().map(({ i }) => i))
  const rows = (await inDatabase(FULL)).filter(({ id }) => ids.has(id))
  expect(rows.length).toBe(ids.size)
  expect(new Set(rows.map(({ session_id }) => session_id)).size).toBe(1)
})

it('sends again what the server could not take, with the same ids', async () => {
  site.refuseWith = 503
  await to('')
  await expect.poll(() => site.refused.length).toBeGreaterThan(0)
  site.refuseWith = null
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await come('page_view')
  expect(events()[0]?.i).toBe(site.refused[0]?.e[0]?.i)
  site.refuseWith = 403
  await call('track', 'Refused')
  await expect.poll(() => site.refused.at(-1)?.e[0]?.d?.name).toBe('Refused')
  site.refuseWith = null
  await call('track', 'Taken')
  await come('page_view', 'Taken')
})

it.each(['globalPrivacyControl', 'doNotTrack'])(
  'sends and keeps nothing with %s on, whatever the site says',
  async (name) => {
    await to('')
    await come('page_view')
    await context.addInitScript((signal) => {
      Object.defineProperty(Navigator.prototype, signal, {
        get: () => (signal === 'doNotTrack' ? '1' : true),
      })
    }, name)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await to('')
    await page.waitForFunction(() => 'assay' in window)
    await call('consent', 'full')
    await call('identify', { email: 'ada@pier.example' })
    await page.fill('#newsletter input', 'ada@pier.example')
    await page.click('#newsletter button')
    await page.waitForURL('**/thanks')
    await page.waitForTimeout(400)
    expect(asked).not.toContain('/px/e')
    expect(await stored()).toEqual({})
  },
)

it('reads the email of a form only where its owner said so', async () => {
  await to('')
  await page.fill('[name=login] [type=email]', 'secret@pier.example')
  await page.fill('[name=login] [type=password]', 'hunter2')
  await page.click('[name=login] button')
  await page.waitForURL('**/thanks')
  await to('')
  await page.fill('#newsletter input', 'ada@pier.example')
  await page.click('#newsletter button')
  await page.waitForURL('**/thanks')
  await expect.poll(names).toContain('identify')
  expect(JSON.stringify(site.taken)).not.toMatch(/secret@|hunter2/)
  expect(
    events()
      .filter(({ n }) => n === 'form')
      .map(({ d }) => d),
  ).toEqual([{ name: 'login' }, { name: 'newsletter' }])
  expect(
    events()
      .filter(({ n }) => n === 'identify')
      .map(({ d }) => d),
  ).toEqual([{ email: 'ada@pier.example', from: 'form' }])
  const links = await asOwner({ ownerUrl }, `select kind, given->>'email' as email from visitor_links`)
  expect(links).toEqual([{ kind: 'form', email: 'ada@pier.example' }])
  expect(JSON.stringify(await inDatabase(FULL))).not.toContain('ada@')
})

it('keeps nothing in the browser without cookies, and names nobody', async () => {
  await to('', COOKIELESS)
  await call('identify', { email: 'ada@pier.example' })
  await page.fill('#newsletter input', 'ada@pier.example')
  await page.click('#newsletter button')
  await come('page_view', 'form', 'page_leave')
  expect(taken().every(({ m, v, s }: SentBatch) => m === 'cookieless' && v === null && s === null)).toBe(true)
  expect([await stored(), await context.cookies()]).toEqual([{}, []])
})

it('waits for consent where it is off, and forgets when it is withdrawn', async () => {
  await to('', OFF)
  await page.waitForFunction(() => 'assay' in window)
  await call('track', 'Unseen')
  await call('consent', 'whatever')
  await page.waitForTimeout(400)
  expect([taken(), await stored()]).toEqual([[], {}])
  await call('consent', 'full')
  await call('identify', { email: 'ada@pier.example', first_name: 'Ada' })
  await come('page_view', 'identify')
  expect(taken()[0]?.m).toBe('full')
  await call('consent', 'off')
  await call('track', 'Unseen')
  expect(await stored()).toEqual({})
  await page.goto('about:blank')
  expect(names()).toEqual(['page_view', 'identify'])
})

it('does not look at excluded pages', async () => {
  await to('private/x')
  await page.waitForFunction(() => 'assay' in window)
  await call('track', 'Unseen')
  await page.click('#in')
  await page.waitForURL('**/shop')
  await to('')
  await expect.poll(names).toContain('page_view')
  expect(events().every(({ u }) => !u.includes('private'))).toBe(true)
  expect(names()).not.toContain('Unseen')
})
