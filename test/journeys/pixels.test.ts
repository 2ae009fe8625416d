import { randomBytes, randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

let app: SpawnedApp
let browser: Browser
let buyer: Visitor

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browser = await launchBrowser()
  buyer = await visit(browser, app.url)
  await signIn(buyer.page, 'buyer@demo.example')
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
})

const SITE = 'https://journey.example.com'
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** As the script in a page of the site sends it. */
async function send(key: string, browserOf: { v: string; s: string }, events: object[]): Promise<void> {
  const now = Date.now()
  const body = JSON.stringify({
    ...{ k: key, t: now, m: 'full', ...browserOf },
    e: events.map((event, n) => ({ i: eventId(now - 1000 + n), ...event })),
  })
  const headers = {
    ...{ 'Content-Type': 'text/plain', 'User-Agent': AGENT },
    ...{ Origin: SITE, 'Sec-Fetch-Site': 'cross-site' },
  }
  const answer = await app.client.request('POST', '/px/e', { body, headers })
  expect(`${answer.status} ${answer.text}`).toBe(`202 {"accepted":${events.length},"dropped":0}`)
}

function eventId(time: number): string {
  const hex = time.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const newBrowser = () => ({ v: randomUUID(), s: randomUUID() })
const view = (path: string, title: string) => ({ n: 'page_view', u: SITE + path, l: title })
let key = ''

it('goes from a name and an address to the first event', async () => {
  const { page } = buyer
  await page.goto('/pixels')
  await page.getByRole('link', { name: 'Add a pixel' }).click()
  await page.getByLabel('Name').fill('Journey')
  await page.getByLabel('Address of the site').fill('not a site')
  await page.getByRole('button', { name: 'Make the snippet' }).click()
  await page.getByText('Write the address of the site').waitFor()
  await page.getByLabel('Address of the site').fill('journey.example.com')
  await page.getByRole('button', { name: 'Make the snippet' }).click()
  for (const name of ['Google Tag Manager', 'WordPress', 'Shopify', 'Next.js', 'Plain HTML'])
    await page.getByRole('tab', { name }).click()
  const snippet = await page.getByRole('tabpanel').locator('code').textContent()
  key = /\/px\/([a-z0-9]{16})\.js/.exec(snippet ?? '')?.[1] ?? ''
  expect(snippet).toBe(`<script async src="${app.url}/px/${key}.js"></script>`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Test it' }).click()
  await page.getByText('Waiting for the first event').waitFor()
  await page.reload()
  await page.getByText('Waiting for the first event').waitFor()
  await send(key, newBrowser(), [view('/', 'Home')])
  await page.getByText('It works: events come in').waitFor()
  await expectAccessible(page)
})

it('shows who comes without moving what is there, and what they do', async () => {
  const { page } = buyer
  const ada = newBrowser()
  await page.goto('/visitors')
  const rows = page.getByRole('row').filter({ hasText: 'Visitor ' })
  await rows.first().waitFor()
  const first = async () => /Visitor \w{4}/.exec((await rows.first().textContent()) ?? '')?.[0]
  const before = await first()
  await send(key, ada, [view('/pricing', 'Prices')])
  await page.getByText('1 new visitor').waitFor()
  expect(await first()).toBe(before)
  await page.getByRole('button', { name: /1 new visitor/ }).click()
  await page.getByRole('row').filter({ hasText: '/pricing' }).click()
  await page.waitForURL(new RegExp(`/visitors/${ada.v}$`))
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Prices').waitFor()
  await send(key, ada, [
    view('/contact', 'Contact'),
    { n: 'custom', u: SITE, d: { name: 'chat opened', properties: {} } },
  ])
  await drawer.getByText('chat opened').waitFor()
  await expectAccessible(page)

  const identify = {
    n: 'identify',
    u: `${SITE}/contact`,
    d: { from: 'form', email: 'ada@visitor.example', first_name: 'Ada' },
  }
  await send(key, ada, [identify])
  await drawer.getByRole('link', { name: 'Open the lead' }).click()
  await page.getByRole('dialog').getByRole('tab', { name: 'Visits' }).click()
  await page.getByRole('dialog').getByText('Prices').waitFor()

  await page.goto(`/visitors/${ada.v}`)
  await drawer.getByText('Why they are known').waitFor()
  await expectAccessible(page)
  await drawer.getByRole('button', { name: 'Undo' }).first().click()
  await drawer.getByText('Not identified').waitFor()
})

it('finds out what is in the way, and takes the settings', async () => {
  const { page } = buyer
  await page.goto('/pixels')
  await page.getByRole('row').filter({ hasText: 'Journey' }).click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  // Our own sign-in page has no snippet and is not among the domains.
  await page.getByLabel('Address of the site').fill(`${app.url}/sign-in`)
  await page.getByLabel('Domains').fill('journey.example.com\nshop.journey.example.com')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.getByText('Saved').first().waitFor()
  await page.getByRole('switch', { name: 'Take events' }).click()
  await page.getByText('Paused', { exact: true }).waitFor()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Leads' }).click()
  await page.getByLabel('Pages seen, at least').fill('3')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Status' }).click()
  await page.getByRole('button', { name: 'Find out why nothing comes' }).click()
  const found = page.getByRole('list', { name: 'What was found' })
  for (const title of [
    'The pixel is paused',
    'The script is not in the page',
    'The site is not among the domains',
  ])
    await found.getByText(title).waitFor()
  await expectAccessible(page)
})

it('deletes a pixel and its visitors once its name is typed', async () => {
  const { page } = buyer
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Delete this pixel' }).click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'Delete Journey and its visitors' })
  await dialog.getByLabel('Type Journey to confirm').fill('journey')
  expect(await confirm.isDisabled()).toBe(true)
  await dialog.getByLabel('Type Journey to confirm').fill('Journey')
  await confirm.click()
  await page.waitForURL((url) => url.pathname === '/pixels')
  await page.getByRole('row').filter({ hasText: 'Journey' }).waitFor({ state: 'detached' })
  await page.goto('/visitors')
  await page.getByText('Loading visitors').waitFor({ state: 'detached' })
  expect(await page.getByRole('row').filter({ hasText: '/pricing' }).count()).toBe(0)
  expect(buyer.failures).toEqual([])
})
