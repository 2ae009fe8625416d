import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const EMAIL = 'ada.wharf@pier-9.example'

let app: SpawnedApp
let browser: Browser
let guest: Visitor
let buyer: Visitor

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browser = await launchBrowser({ userAgent: AGENT })
  buyer = await visit(browser, app.url)
  await signIn(buyer.page, 'buyer@demo.example')
  guest = await visit(browser, app.url, { width: 390, theme: 'dark' })
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
})

const read = async (path: string) => (await buyer.page.request.get(path)).json()

it('has pages that anybody can use, with a policy that lets only its own through', async () => {
  const { page } = guest
  for (const path of ['', '/prices', '/harbours', '/trial', '/thanks']) {
    const answer = await page.goto(`/demo-site${path}`)
    expect(answer?.status()).toBe(200)
    expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  }
  expect((await page.goto('/demo-site/nowhere'))?.status()).toBe(404)
})

it('shows the buyer who is there, and makes a lead of who fills in the form, with the visit', async () => {
  const { page } = guest
  await page.goto('/demo-site/harbours')
  await page.getByRole('link', { name: 'Gull Point' }).click()
  await page.getByRole('heading', { name: 'Gull Point' }).waitFor()
  await page.getByRole('link', { name: 'Try it' }).click()
  await page.getByLabel('Work email').fill(EMAIL)
  await page.getByRole('button', { name: 'Start the month' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await expect
    .poll(async () => (await read('/api/visitors')).data[0]?.lead_id, { timeout: 10_000 })
    .toBeTruthy()
  const { data } = await read('/api/visitors')
  expect(data).toHaveLength(1)
  const lead = await read(`/api/leads/${data[0].lead_id}`)
  expect([lead.email, lead.source]).toEqual([EMAIL, 'pixel'])
  const visits = await read(`/api/visitors/${data[0].id}/sessions`)
  expect(JSON.stringify(visits)).toContain('/demo-site/harbours/gull-point')
  expect(JSON.stringify(visits)).toContain('Harbour opened')
})

it('lets a guest refuse to be counted, from then on', async () => {
  const { page } = guest
  await page.getByRole('button', { name: 'Do not count my visit' }).click()
  await page.getByRole('button', { name: 'Count my visit' }).waitFor()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.getByRole('link', { name: 'Prices' }).click()
  await page.getByRole('link', { name: 'Brightwater' }).click()
  await page.getByRole('heading', { name: 'Every berth' }).waitFor()
  expect(asked).not.toContain('/px/e')
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['brightwater.refused'])
  expect(guest.failures).toEqual([])
})
