import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

const HEADER = 'First name,Last name,Email,Job title,Company,Industry,Company size,City,State,Country'

/** Forty directors of sales in California and twenty engineers in Texas, one of them twice and one unreachable. */
const people = [
  HEADER,
  ...Array.from({ length: 40 }, (_, n) =>
    person(n, 'Director of Sales', 'Software Development', 'Oakland,CA,US'),
  ),
  ...Array.from({ length: 20 }, (_, n) => person(n + 40, 'Software Engineer', 'Banking', 'Austin,TX,US')),
  person(3, 'Director of Sales', 'Software Development', 'Oakland,CA,US'),
  'Nobody,Known,,Director of Sales,Quay,Banking,11-50,Oakland,CA,US',
].join('\n')

function person(n: number, title: string, industry: string, place: string): string {
  return `Ada,Wharf${n},ada.wharf${n}@pier-${n}.example,${title},Pier ${n},${industry},11-50,${place}`
}

let app: SpawnedApp
let browser: Browser
let buyer: Visitor

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browser = await launchBrowser()
  buyer = await visit(browser, app.url)
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
})

/** One of the figures over the people, once it says so. */
const figure = (page: Page, name: string, text: string) =>
  page.locator(`div:has(> dt:text-is("${name}")) > dd > span:text-is("${text}")`).waitFor()
const balanceOf = (page: Page) =>
  page.evaluate(async () => (await (await fetch('/api/credits')).json()).balance as number)

it('an operator loads a file of people, with a report of what it found', async () => {
  const { page, failures, leave } = await visit(browser, app.url, { theme: 'dark' })
  await signIn(page, 'operator@demo.example')
  await page.goto('/operator/audience')
  const file = { name: 'harbour.csv', mimeType: 'text/csv', buffer: Buffer.from(people) }
  await page.getByLabel('CSV or Parquet files').setInputFiles(file)
  const version = page.getByRole('listitem').filter({ hasText: 'harbour.csv' })
  await version.getByText('60 people').waitFor()
  await version.getByText('Searched now').waitFor()
  await version.getByRole('button', { name: 'Report' }).click()
  await page.getByText('Same person again').waitFor()
  await expectAccessible(page)
  expect(failures).toEqual([])
  await leave()
})

it('a buyer finds directors in California without seeing who they are', async () => {
  const { page } = buyer
  await signIn(page, 'buyer@demo.example')
  await page.goto('/audience')
  await figure(page, 'People', '60')
  await page.getByRole('checkbox', { name: /^Director 40/ }).click()
  await figure(page, 'People', '40')
  await page.getByRole('combobox', { name: 'Job title' }).fill('dire')
  await page.getByRole('option', { name: 'Director of Sales' }).click()
  await page.getByRole('button', { name: 'Industry', exact: true }).waitFor()
  await page.getByRole('searchbox', { name: 'Search industries' }).fill('software dev')
  await page.getByRole('checkbox', { name: /^Software Development/ }).click()
  await page.waitForURL(/industries=Software/)
  await page.reload()
  await figure(page, 'New to you', '40')
  await page.getByRole('gridcell', { name: 'Oakland, California' }).first().waitFor()
  expect(await page.locator('main').textContent()).not.toMatch(/ada|wharf|pier|@/i)
  await expectAccessible(page)
  await page.goBack()
  await page.waitForURL((url) => !url.search.includes('industries') && url.search.includes('director'))
})

it('and pulls 25 of them, who are in Leads then and paid once', async () => {
  const { page } = buyer
  const before = await balanceOf(page)
  await figure(page, 'New to you', '40')
  await page.keyboard.press('p')
  await page
    .getByRole('dialog')
    .getByText((before - 12.5).toFixed(2))
    .waitFor()
  await page.getByLabel('Tags for these leads').fill('harbour')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Pull 25 people for 12.50 credits' }).click()
  await page.getByText('25 people pulled for 12.50 credits').waitFor()
  expect(await balanceOf(page)).toBe(before - 12.5)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'See the 25 leads' }).click()
  await page.getByText('25 leads', { exact: true }).waitFor()
  await page
    .getByRole('gridcell', { name: /^Ada Wharf/ })
    .first()
    .click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('link', { name: 'The pull' }).click()
  await page.getByRole('heading', { name: 'Pull of 25 people' }).waitFor()
  await page.getByRole('link', { name: 'Search for more of them' }).click()
  await figure(page, 'New to you', '15')
  await page.getByRole('button', { name: 'Pull people' }).click()
  await page.getByRole('button', { name: 'Pull 15 people for 7.50 credits' }).waitFor()
  expect(buyer.failures).toEqual([])
})

it('on a phone the filters lie over the people', async () => {
  const { page, failures, leave } = await visit(browser, app.url, { width: 390, theme: 'dark' })
  await signIn(page, 'buyer@demo.example')
  await page.goto('/audience?seniorities=director')
  await page.getByRole('listitem').filter({ hasText: 'Director of Sales' }).first().waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Filters (1)' }).click()
  await page.getByRole('checkbox', { name: /^Director 40/ }).click()
  await page.getByRole('button', { name: 'Show 60 people' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show 60 people' }).click()
  await page.waitForURL((url) => url.search === '')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(failures).toEqual([])
  await leave()
})
