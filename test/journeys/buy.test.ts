import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

/** Four good people, one of them twice, and one without a usable contact. */
const messy = [
  'Exported by the harbour office;;;;;',
  'Frist Name;Last name;E-mail Adress;Job Title;Company;Country',
  'ada ;MARLIN;Ada.Marlin@pier-nine.example;VP of Sales;Pier Nine;USA',
  '"Ben";"O""Reef";ben@pier-nine.example;"Director; Marketing";Pier Nine;usa',
  'Cleo;Anchor;cleo.anchor@quay.example;Head of Operations;Quay;United States',
  'Dov;Mast;dov@quay.example;Finance Manager;Quay;US',
  'Ada;Marlin;ada.marlin@pier-nine.example ;VP Sales;Pier Nine;US',
  'Nobody;Known;none@;;Quay;US',
].join('\r\n')

let app: SpawnedApp
let browsers: Browser[] = []
let partner: Visitor
let buyer: Visitor

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browsers = await Promise.all([launchBrowser(), launchBrowser()])
  partner = await visit(browsers[0] as Browser, app.url)
  buyer = await visit(browsers[1] as Browser, app.url)
  await signIn(partner.page, 'partner@demo.example')
  await signIn(buyer.page, 'buyer@demo.example')
})
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()))
  await app?.dispose()
})

/** A second window of the same person. Not a tab: the one behind the other would stand still. */
async function sameSession(page: Page): Promise<Page> {
  const storageState = await page.context().storageState()
  const context = await (browsers[1] as Browser).newContext({
    baseURL: app.url,
    storageState,
    acceptDownloads: true,
  })
  return context.newPage()
}

/** Calls the API as the person whose page it is. */
function call(page: Page, method: string, path: string, body?: object) {
  return page.evaluate(
    async ([method = '', path = '', body = '']) => {
      const json = body ? { body, headers: { 'content-type': 'application/json' } } : {}
      return (await fetch(path, { method, ...json })).json()
    },
    [method, path, body ? JSON.stringify(body) : ''],
  )
}

const balanceOf = async (page: Page) => (await call(page, 'GET', '/api/credits')).balance as number

async function withdraw(page: Page, email: string) {
  const { data } = await call(page, 'GET', '/api/partner/listings?limit=50')
  const listing = data.find(({ lead }: { lead: { email: string } | null }) => lead?.email === email)
  await call(page, 'POST', `/api/partner/listings/${listing.id}/withdrawal`)
}

/** The first listings of the list go into the basket, by keyboard. */
async function choose(page: Page, count: number) {
  await page.getByRole('gridcell').first().waitFor()
  for (let row = 0; row < count; row++) {
    await page.keyboard.press('j')
    await page.keyboard.press('x')
  }
}

it('a partner uploads a messy file and lists what is good', async () => {
  const { page } = partner
  await page.goto('/sell/upload')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'harbour.csv', mimeType: 'text/csv', buffer: Buffer.from(messy) })
  await page.getByText('semicolons').waitFor()
  expect(await page.getByLabel('E-mail Adress becomes').inputValue()).toBe('email')
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await page.getByRole('cell', { name: 'none@' }).first().waitFor()
  await page.getByLabel('Price each, in credits').fill('7.77')
  await page.getByRole('button', { name: /^Upload and list about/ }).click()
  await page.getByText('Imported: 6 rows of harbour.csv').waitFor()
  expect(await page.locator('div:has(> dt:text-is("Listed")) > dd').first().textContent()).toBe('4')
  await page.getByRole('link', { name: 'See the listings' }).click()
  await page.getByText('Ada Marlin').first().waitFor()
})

it('a buyer filters them, sees no one, buys three, and one that went meanwhile is left out and not charged', async () => {
  const { page } = buyer
  const before = await balanceOf(page)
  const leads = await sameSession(page)
  await leads.goto('/leads')
  await leads.getByRole('gridcell').first().waitFor()

  await page.goto('/marketplace')
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.getByRole('menuitem', { name: 'Price' }).click()
  await page.getByLabel('At least').fill('7.77')
  await page.getByLabel('At most').fill('7.77')
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByText('4 listings', { exact: true }).waitFor()
  await page.getByRole('columnheader', { name: 'Score' }).getByRole('button').click()
  await page.waitForURL(/sort=-score/)
  expect(await page.locator('main').textContent()).not.toMatch(/marlin|reef|anchor|mast|pier|quay|@/i)
  await expectAccessible(page)

  await page.getByRole('checkbox', { name: /Director Marketing/ }).click()
  await page.getByRole('checkbox', { name: /VP Sales/ }).click()
  await page.getByRole('checkbox', { name: /Finance Manager/ }).click()
  const basket = page.getByRole('region', { name: 'Basket' })
  await basket.getByText('23.31').waitFor()
  await page.reload()
  await basket.getByText('3 leads').waitFor()

  await page.keyboard.press('b')
  const buy = page.getByRole('button', { name: 'Buy 3 leads for 23.31 credits' })
  await buy.waitFor()
  await page
    .getByRole('dialog')
    .getByText((before - 23.31).toFixed(2))
    .waitFor()
  await page.getByText('Held for you for').waitFor()
  await expectAccessible(page)
  expect((await call(page, 'GET', '/api/credits')).held).toBe(23.31)
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect.poll(() => balanceOf(page)).toBe(before)
  await page.keyboard.press('b')
  await buy.waitFor()
  await withdraw(partner.page, 'dov@quay.example')
  await Promise.all([
    partner.page.getByText('2 leads sold').waitFor(),
    leads.getByRole('button', { name: /^2 new leads/ }).waitFor(),
    page.getByRole('heading', { name: 'Order of 2 leads' }).waitFor(),
    buy.click(),
  ])
  await page.getByText('2 leads bought for 15.54 credits').waitFor()
  await page.getByText('Withdrawn, 1 lead.').waitFor()
  await page.getByText(/Finance Manager/).waitFor()
  await page.getByRole('link', { name: 'Ada Marlin' }).waitFor()
  expect(await balanceOf(page)).toBeCloseTo(before - 15.54, 2)
  await expectAccessible(page)

  await leads.getByRole('button', { name: /^2 new leads/ }).click()
  await leads.getByRole('gridcell', { name: /^ada marlin$/i }).waitFor()

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ])
  const order = await readFile(await file.path(), 'utf8')
  expect(order.trim().split('\n')).toHaveLength(3)
  expect(order).toContain('ada.marlin@pier-nine.example')

  await leads.getByRole('button', { name: 'Export', exact: true }).click()
  const [all] = await Promise.all([
    leads.waitForEvent('download'),
    leads
      .getByRole('dialog')
      .getByRole('button', { name: /^Export / })
      .click(),
  ])
  const exported = await readFile(await all.path(), 'utf8')
  expect(exported).toContain('ben@pier-nine.example')
  expect(exported).not.toContain('dov@quay.example')
  await leads.context().close()
})

it('sends an order whose answer was lost again as the same order, and is charged once', async () => {
  const { page } = buyer
  await page.goto('/marketplace?hide_owned=true&sort=price')
  await choose(page, 2)
  const before = await balanceOf(page)
  const keys: (string | undefined)[] = []
  await page.route('**/api/marketplace/orders', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length > 1) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await page.keyboard.press('b')
  const buy = page.getByRole('button', { name: /^Buy 2 leads/ })
  await buy.click()
  await page.getByText('No answer came').waitFor()
  const after = await balanceOf(page)
  expect(after).toBeLessThan(before)
  await page.reload()
  await page.getByRole('region', { name: 'Basket' }).waitFor()
  await page.keyboard.press('b')
  await buy.click()
  await page.getByRole('heading', { name: 'Order of 2 leads' }).waitFor()
  expect(keys).toHaveLength(2)
  expect(keys[1]).toBe(keys[0])
  expect(await balanceOf(page)).toBe(after)
  await page.goto('/marketplace')
  await page.getByRole('gridcell').first().waitFor()
  expect(await page.getByRole('region', { name: 'Basket' }).count()).toBe(0)
  await page.unrouteAll()
})

it('gives back what was held when the time is over, holds it again, and asks to confirm what is much', async () => {
  const { page } = buyer
  await page.clock.install()
  await page.goto('/marketplace?hide_owned=true&sort=price')
  await choose(page, 2)
  const before = await balanceOf(page)
  await page.keyboard.press('b')
  await page.getByText('Held for you for').waitFor()
  await page.clock.fastForward('10:01')
  await page.getByText('The time is over').waitFor()
  await expect.poll(() => balanceOf(page)).toBe(before)
  await expectAccessible(page)
  await call(page, 'PUT', '/api/credits/guards', { monthly_cap: null, confirm_above: 0.5 })
  await page.getByRole('button', { name: 'Hold 2 leads again' }).click()
  const buy = page.getByRole('button', { name: /^Buy 2 leads/ })
  await buy.waitFor()
  expect(await buy.isDisabled()).toBe(true)
  await page.getByLabel(/^I confirm the amount/).click()
  await expectAccessible(page)
  await call(page, 'POST', '/api/credits/freeze', { reason: 'A key leaked' })
  await buy.click()
  await page.getByText('Spending is stopped in this workspace: A key leaked').waitFor()
  await page.getByRole('link', { name: 'Allow it again under spend guards' }).click()
  await page.getByRole('switch', { name: 'Stop all spending of this workspace' }).click()
  await page.getByRole('button', { name: 'Allow spending' }).click()
  await page.getByText('For when a key leaked').waitFor()
  await page.getByLabel('Confirm orders above, in credits').fill('')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Spend guards saved').waitFor()
  await expectAccessible(page)
  await expect.poll(() => balanceOf(page)).toBe(before)
})

it('says how many credits are missing and keeps the basket; what is taken out comes back', async () => {
  const { page } = partner
  await page.goto('/marketplace?hide_owned=true')
  await choose(page, 2)
  const basket = page.getByRole('region', { name: 'Basket' })
  await basket.getByText('short').waitFor()
  await page.keyboard.press('b')
  await page.getByText('Take leads out, or buy credits.', { exact: true }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Buy credits' }).waitFor()
  expect(await page.getByRole('button', { name: /^Buy 2 leads/ }).isDisabled()).toBe(true)
  await expectAccessible(page)
  await page
    .getByRole('button', { name: /^Take out / })
    .first()
    .click()
  await page.getByRole('button', { name: /^Buy 1 lead/ }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: /^Buy 2 leads/ }).waitFor()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await basket.getByRole('button', { name: 'Clear the basket' }).click()
  await basket.waitFor({ state: 'detached' })
  expect([...partner.failures, ...buyer.failures]).toEqual([])
})
