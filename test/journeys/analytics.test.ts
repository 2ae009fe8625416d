import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
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

const numberIn = (text: string | null) => Number((text ?? '').replaceAll(',', '').match(/\d+/)?.[0])
const figure = (page: Page, label: string) =>
  page
    .getByRole('list', { name: 'At a glance' })
    .getByRole('listitem')
    .filter({ has: page.getByText(label, { exact: true }) })
    .getByRole('link')
    .first()

it('answers at a glance, and leads from a figure to just the rows behind it', async () => {
  const { page } = buyer
  await page.goto('/')
  await page.getByRole('link', { name: 'Analytics', exact: true }).click()
  await page.waitForURL(/\/analytics$/)
  const leads = numberIn(await figure(page, 'Leads').textContent())
  expect(leads).toBeGreaterThan(0)
  await page.getByText(/day.* at this pace/).waitFor()
  await expectAccessible(page)

  const bars = page.getByRole('table', { name: 'Leads by source' })
  const bought = bars.getByRole('row').filter({ hasText: 'Marketplace' }).getByRole('link')
  const count = numberIn(await bought.textContent())
  expect(count).toBeLessThan(leads)
  await bought.click()
  await page.waitForURL(
    (url) => url.pathname === '/leads' && url.searchParams.get('source') === 'marketplace',
  )
  await page.getByText(`${count} leads`, { exact: true }).first().waitFor()
  await page.goBack()
  await page.waitForURL(/\/analytics$/)
})

it('moves a figure while it is looked at', async () => {
  const { page } = buyer
  const link = figure(page, 'Leads')
  const before = numberIn(await link.textContent())
  // as a colleague in another window
  const added = await page.evaluate(async () => {
    const answer = await fetch('/api/leads', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@live.example', status: 'won' }),
    })
    return answer.status
  })
  expect(added).toBe(201)
  await expect.poll(async () => numberIn(await link.textContent()), { timeout: 10_000 }).toBe(before + 1)
  const won = page
    .getByRole('table', { name: 'Leads by status now' })
    .getByRole('row')
    .filter({ hasText: 'Won' })
  await expect.poll(async () => numberIn(await won.getByRole('link').textContent())).toBe(1)
})

it('is read by keyboard, as a chart and as a table, and comes as a file', async () => {
  const { page } = buyer
  const chart = page.getByRole('slider', { name: 'Leads by day' })
  await chart.focus()
  const today = await chart.getAttribute('aria-valuetext')
  expect(today).toMatch(/: \d+ leads, \d+ usable$/)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/: 0 leads, 0 usable$/)
  await page.keyboard.press('End')
  await expect.poll(() => chart.getAttribute('aria-valuetext')).toBe(today)
  const toggle = page.getByRole('button', { name: 'Leads by day: show as table' })
  await toggle.focus()
  await page.keyboard.press('Enter')
  const table = page.getByRole('table', { name: 'Leads by day' })
  await table.waitFor()
  await page.waitForURL(/as=leads/)
  expect(await table.getByRole('row').nth(1).getByRole('link').textContent()).toBe(
    today?.match(/: (\d+)/)?.[1],
  )
  await expectAccessible(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Leads by day as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('leads-by-day.csv')
  expect(await readFile(await download.path(), 'utf8')).toMatch(/^starts,leads,usable\r\n20/)
})

it('keeps the range from tab to tab, and takes dates of one’s own', async () => {
  const { page } = buyer
  await page.getByRole('combobox', { name: 'Range' }).selectOption('Last 7 days')
  await page.getByText('compared with the 7 days before').waitFor()
  const pages = {
    Quality: 'Leads by score',
    Funnel: 'How far leads came',
    Sources: 'Credits per usable lead',
    Segments: 'Leads by segment',
    Pixels: 'New visitors by pixel',
    Credits: 'Credits spent by day',
    Calibration: 'What became of them',
  }
  // the others are made of the same parts
  const looked = new Set(['Sources', 'Credits', 'Calibration'])
  for (const [tab, heading] of Object.entries(pages)) {
    await page.getByRole('navigation', { name: 'Analytics' }).getByRole('link', { name: tab }).click()
    await page.waitForURL(new RegExp(`/analytics/${tab.toLowerCase()}\\?range=7`))
    await page.getByRole('heading', { name: heading }).waitFor()
    if (looked.has(tab)) await expectAccessible(page)
  }
  await page.getByRole('combobox', { name: 'Range' }).selectOption('Own dates')
  await page.getByLabel('First day').fill('2026-01-01')
  await page.getByLabel('Last day').fill('2026-01-31')
  await page.waitForURL(/from=2026-01-01&to=2026-01-31/)
  await page.getByText('No leads came on these days.').first().waitFor()
  expect(await page.getByRole('link', { name: 'Selling' }).count()).toBe(0)
})

it('leads from credits to the history behind them', async () => {
  const { page } = buyer
  await page.goto('/analytics/credits')
  const bars = page.getByRole('table', { name: 'What credits were spent for' })
  await bars.getByRole('link').first().click()
  await page.waitForURL(
    (url) => url.pathname === '/credits/history' && url.searchParams.get('kind') === 'purchase',
  )
  await page.getByRole('row').filter({ hasText: 'Purchase' }).first().waitFor()
  expect(await page.getByRole('row').filter({ hasText: 'Grant' }).count()).toBe(0)
})

it('shows a partner how it sells, in the dark and on a phone', async () => {
  const partner = await visit(browser, app.url, { width: 390, theme: 'dark' })
  await signIn(partner.page, 'partner@demo.example')
  for (const path of ['/analytics', '/analytics/marketplace']) {
    await partner.page.goto(path)
    await partner.page.getByRole('slider').first().waitFor()
    await expectAccessible(partner.page)
  }
  await partner.page.getByRole('list', { name: 'Selling' }).getByText('Earned').waitFor()
  expect([...partner.failures, ...buyer.failures]).toEqual([])
  await partner.leave()
})
