import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOwner } from '../harness/as-owner.ts'
import { embeddedUrl } from '../harness/embedded-url.ts'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

// At 40% two of them earn 176 credits, which is $52.80 and above the least of a payout.
const PRICE = '220'
const file = [
  'first_name,last_name,email,job_title,company_name,country',
  'Nell,Harrow,nell@harrow-mill.example,Head of Finance,Harrow Mill,US',
  'Otis,Lark,otis@larkfield.example,VP of Sales,Larkfield,US',
].join('\n')

let app: SpawnedApp
let browser: Browser
let partner: Visitor
let operator: Visitor

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browser = await launchBrowser()
  partner = await visit(browser, app.url)
  operator = await visit(browser, app.url)
  await signIn(operator.page, 'operator@demo.example')
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
})

it('somebody new applies to sell and is approved by the operator', async () => {
  const { page } = partner
  await page.goto('/sign-up')
  await page.getByLabel('Your name').fill('Nora Nash')
  await page.getByLabel('Work email').fill('nora@nash.example')
  await page.getByLabel('Password').fill('a sentence is good')
  await page.getByLabel('Workspace').fill('Nash Lists')
  await page.getByRole('button', { name: 'Make my account' }).click()
  await page.getByRole('heading', { name: 'Hello, Nora' }).waitFor()
  await page.goto('/sell/apply')
  await page.getByLabel('Company').fill('Nash Lists Ltd')
  await page.getByLabel('Where your leads come from').fill('Our own events; everybody ticked the box.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Apply to sell' }).click()
  await page.getByText('Waiting').waitFor()

  const { page: desk } = operator
  await desk.goto('/operator/partners')
  await desk.getByRole('gridcell', { name: 'Nash Lists Ltd' }).click()
  await expectAccessible(desk)
  await desk.getByRole('button', { name: 'Approve', exact: true }).click()
  await desk.getByText('Nash Lists Ltd approved').waitFor()
})

it('uploads leads that a buyer takes; the earning waits for its holdback', async () => {
  const { page } = partner
  await page.goto('/sell/upload')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'nash.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await page.getByLabel('Price each, in credits').fill(PRICE)
  await page.getByRole('button', { name: /^Upload and list about/ }).click()
  await page.getByText('Imported: 2 rows of nash.csv').waitFor()

  const { data } = await read(page, '/api/partner/listings')
  const bought = await buyAsDemo(data.map(({ id }: { id: string }) => id))
  expect(bought).toBe(Number(PRICE) * 2)
  await page.goto('/sell/earnings')
  await page.getByText('2 sales').first().waitFor()
  const { states } = await read(page, '/api/partner/earnings')
  expect(states.pending).toEqual({ sales: 2, credits: 176 })
  await page.getByRole('button', { name: 'Set up how you are paid' }).click()
  await page.getByRole('radio', { name: /^By hand/ }).check()
  await page.getByLabel('Who is paid').fill('Nash Lists Ltd')
  await page.getByLabel('Where to pay').fill('Harbour bank 0000 1111')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save how you are paid' }).click()
  await page.getByRole('button', { name: 'Payouts start at $50.00, available is $0.00' }).waitFor()
})

it('asks to be paid once the holdback is over, and sees what the operator paid', async () => {
  await asOwner(
    { ownerUrl: await embeddedUrl(app.dataDir) },
    `update order_items set created_at = created_at - interval '15 days', released_at = released_at - interval '15 days'
     where price_hundredths = $1`,
    [Number(PRICE) * 100],
  )
  const { page } = partner
  await page.reload()
  const words = '176.00 credits for $52.80'
  await page.getByRole('button', { name: `Request ${words}` }).click()
  await page.getByRole('dialog').getByText('2 available sales').waitFor()
  await expectAccessible(page)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Request ${words}` })
    .click()
  await page.getByText('Payout of $52.80 requested').waitFor()
  const payouts = page.getByRole('region', { name: 'Payouts', exact: true })
  await payouts.getByText('Requested').last().waitFor()

  const { page: desk } = operator
  await desk.goto('/operator/payouts')
  await desk.getByRole('gridcell', { name: 'Nash Lists Ltd' }).first().click()
  await desk.getByText('Harbour bank 0000 1111').waitFor()
  await desk.getByLabel(/^Reference of the payment/).fill('Transfer 4711')
  await expectAccessible(desk)
  await desk.getByRole('button', { name: '$52.80 was paid' }).click()
  await desk.getByText('$52.80 to Nash Lists Ltd paid').waitFor()

  await payouts.getByText('Paid', { exact: true }).waitFor()
  await payouts.getByRole('button').first().click()
  await page.getByText('Transfer 4711').waitFor()
  await expectAccessible(page)
  const { states } = await read(page, '/api/partner/earnings')
  expect(states.paid).toEqual({ sales: 2, credits: 176 })
  expect([...partner.failures, ...operator.failures]).toEqual([])
})

/** What the API answers the person whose page it is. */
const read = (page: Page, path: string) => page.evaluate(async (path) => (await fetch(path)).json(), path)

/** The demo's buyer takes these listings; answers what it was charged. */
async function buyAsDemo(listingIds: string[]): Promise<number> {
  const buyer = await visit(browser, app.url)
  await signIn(buyer.page, 'buyer@demo.example')
  const charged = await order(buyer.page, listingIds)
  await buyer.leave()
  return charged
}

function order(page: Page, listingIds: string[]): Promise<number> {
  return page.evaluate(async (listing_ids) => {
    const answer = await fetch('/api/marketplace/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ listing_ids }),
    })
    return (await answer.json()).credits_charged
  }, listingIds)
}
