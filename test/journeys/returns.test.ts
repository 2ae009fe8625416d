import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

let app: SpawnedApp
let browser: Browser
let buyer: Visitor
let operator: Visitor
/** Whoever sold the returned leads. */
let partner: Visitor
let order: { id: string; names: string[]; price: number }

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browser = await launchBrowser()
  buyer = await visit(browser, app.url)
  operator = await visit(browser, app.url, { theme: 'dark' })
  partner = await visit(browser, app.url, { width: 390 })
  await signIn(buyer.page, 'buyer@demo.example')
  await signIn(operator.page, 'operator@demo.example')
  await signIn(partner.page, 'partner@demo.example')
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
})

/** Calls the API as the person whose page it is. */
function call(page: Page, method: string, path: string, body?: object) {
  return page.evaluate(
    async ([method, path, body]) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
      const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) })
      return answer.json()
    },
    [method, path, body] as const,
  )
}

const balance = async () => (await call(buyer.page, 'GET', '/api/credits')).balance as number

it('a buyer returns two leads of an order and knows what will happen', async () => {
  const { page } = buyer
  await page.goto('/returns')
  await page.getByText('2 returns', { exact: true }).waitFor()
  await expectAccessible(page)
  const own = await call(partner.page, 'GET', '/api/partner/listings?status=active&limit=200&sort=price')
  const ids = new Set(own.data.map(({ id }: { id: string }) => id))
  const market = await call(page, 'GET', '/api/marketplace/listings?hide_owned=true&limit=200&sort=price')
  const listing_ids = market.data
    .map(({ id }: { id: string }) => id)
    .filter((id: string) => ids.has(id))
    .slice(0, 10)
  const bought = await call(page, 'POST', '/api/marketplace/orders', { listing_ids })
  const detail = await call(page, 'GET', `/api/marketplace/orders/${bought.order_id}`)
  order = {
    id: bought.order_id,
    names: detail.items.map((item: { lead: { full_name: string } }) => item.lead.full_name),
    price: detail.items[0].price,
  }
  await page.goto(`/orders/${order.id}`)
  await page.getByRole('button', { name: 'Return leads' }).click()
  for (const name of order.names.slice(0, 2)) await page.getByLabel(`Return ${name}`).check()
  await page.getByRole('button', { name: 'Return 2 leads…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').selectOption('out_of_scope')
  expect(await dialog.getByRole('button', { name: /^Return 2 leads for/ }).isDisabled()).toBe(true)
  await dialog.getByLabel('What shows it').fill('They run a school, not a bank.')
  await dialog.getByText('The partner has 72 hours').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Return 2 leads for/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Return: with the partner' }).nth(1).waitFor()
})

it('the partner accepts one and contests the other, and sees nobody', async () => {
  const { page } = partner
  await page.goto('/sell/returns')
  await page.getByText('4 returns').waitFor()
  await expectAccessible(page)
  const before = await balance()
  await page.getByText(order.names[0] as string).click()
  await page.getByText('They run a school, not a bank.').waitFor()
  await expectAccessible(page)
  expect(await page.locator('body').textContent()).not.toMatch(/brightwater|bea buyer/i)
  await page.getByRole('button', { name: /^Accept and lose/ }).click()
  await page.getByText('You accepted it').waitFor()
  await page.getByText('Offered to other buyers again').waitFor()
  expect(await balance()).toBeCloseTo(before + order.price, 2)
  await page.getByRole('button', { name: 'Close' }).click()

  await page.getByText(order.names[1] as string).click()
  expect(await page.getByRole('button', { name: 'Contest' }).isDisabled()).toBe(true)
  await page.getByLabel('Your answer').fill('The page of the bank shows them.')
  await page.getByRole('button', { name: 'Contest' }).click()
  await page.getByText('You contested it').waitFor()
  await page.goto('/sell/earnings')
  await page.getByText('of 2 sales whose lead was returned').waitFor()
})

it('the buyer saw it happen, and the lead is marked', async () => {
  const { page } = buyer
  // live: nobody has touched this page since
  await page.getByRole('link', { name: 'Returned', exact: true }).waitFor()
  await page.getByRole('link', { name: 'Return: with the operator' }).waitFor()
  await page.getByRole('link', { name: order.names[0] as string }).click()
  await page.getByText('Out of scope,').waitFor()
  await page.getByRole('link', { name: 'See the return' }).click()
  await page.getByText('The partner accepted it').waitFor()
  await expectAccessible(page)
})

it('the operator decides the other, and both sides read why', async () => {
  const { page } = operator
  await page.goto('/operator/returns?status=with_operator')
  await page.getByText('1 return', { exact: true }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByText('The page of the bank shows them.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Why').fill('The page is of another bank.')
  const before = await balance()
  await page.getByRole('button', { name: /^Accept and give back/ }).click()
  await page.getByText('You accepted it').waitFor()
  expect(await balance()).toBeCloseTo(before + order.price, 2)
  const returns = await call(buyer.page, 'GET', '/api/marketplace/returns?status=accepted')
  await buyer.page.goto(`/returns/${returns.data[0].id}`)
  await partner.page.goto(`/sell/returns/${returns.data[0].id}`)
  for (const { page: side } of [buyer, partner])
    await side.getByText('The page is of another bank.').waitFor()
  for (const { failures } of [buyer, partner, operator]) expect(failures).toEqual([])
})
