import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

const people = [
  'First name,Last name,Email,Mobile,Job title,Company,Industry,Company size,City,State,Country',
  ...Array.from({ length: 30 }, (_, n) =>
    [
      ...[`Ada,Wharf${n},ada.wharf${n}@pier-${n}.example,+1415555${1000 + n}`],
      ...[`Director of Sales,Pier ${n},Software Development,11-50,Oakland,CA,US`],
    ].join(','),
  ),
].join('\n')

let app: SpawnedApp
let browser: Browser
let buyer: Visitor

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browser = await launchBrowser()
  buyer = await visit(browser, app.url)
  const { page, leave } = await visit(browser, app.url)
  await signIn(page, 'operator@demo.example')
  await page.goto('/operator/audience')
  const file = { name: 'harbour.csv', mimeType: 'text/csv', buffer: Buffer.from(people) }
  await page.getByLabel('CSV or Parquet files').setInputFiles(file)
  await page.getByText('Searched now').waitFor()
  await leave()
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
})

/** Leads of the buyer that the audience knows; answers their ids. */
function addLeads(page: Page, from: number, count: number): Promise<string[]> {
  return page.evaluate(
    async ([first = 0, many = 0]) => {
      const ids: string[] = []
      for (let n = first; n < first + many; n++) {
        const body = JSON.stringify({ email: `ada.wharf${n}@pier-${n}.example` })
        const headers = { 'content-type': 'application/json' }
        const answer = await fetch('/api/leads', { method: 'POST', headers, body })
        ids.push((await answer.json()).id)
      }
      return ids
    },
    [from, count],
  )
}

it('a buyer fills in one lead from its drawer and sees before and after', async () => {
  const { page } = buyer
  await signIn(page, 'buyer@demo.example')
  const [lead] = await addLeads(page, 0, 1)
  await page.goto(`/leads/${lead}`)
  await page.getByRole('button', { name: 'Enrich for 0.20 credits' }).click()
  await page.getByText('Filled for 0.20 credits, matched by email').waitFor()
  const section = page.getByRole('region', { name: 'Enrichment' })
  await section.getByText('+14155551000').waitFor()
  await expectAccessible(page)
})

it('and many leads: the cost first, then how far it is, and everything back with an undo', async () => {
  const { page, failures } = buyer
  await addLeads(page, 1, 4)
  await page.goto('/leads?q=wharf')
  const bar = page.getByRole('checkbox', { name: /select all/i }).first()
  await bar.click()
  await page.getByRole('button', { name: 'Enrich', exact: true }).click()
  await page.getByRole('heading', { name: 'Enrich 5 leads' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Fill 4 leads for 0.80 credits' }).click()
  await page.getByText('4 leads filled for 0.80 credits').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Put 4 leads back' }).click()
  await page.getByText('4 leads put back as before.').waitFor()
  expect(failures).toEqual([])
})

it('and a file, which comes back with what it lacked beside its own columns', async () => {
  const { page } = buyer
  await page.goto('/enrichment/new')
  const csv = `Name,Company\nAda Wharf9,Pier 9\nAda Wharf10,Pier 10\nNobody,Known\n`
  await page.getByLabel('CSV file').setInputFiles({
    name: 'fair.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv),
  })
  await page.getByRole('button', { name: 'See who is known' }).click()
  await page.getByRole('heading', { name: 'Enrich fair.csv' }).waitFor()
  await page.getByRole('slider', { name: 'Least confidence' }).fill('0.5')
  await page.getByRole('button', { name: 'Fill 2 rows for 0.40 credits' }).click()
  await page.getByText('2 rows filled for 0.40 credits').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the enriched CSV' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toMatch(/^Name,Company,enrichment_outcome,/)
  expect(text).toContain('ada.wharf9@pier-9.example')
  await page.goto('/enrichment')
  await page.getByRole('gridcell', { name: 'fair.csv' }).waitFor()
  await expectAccessible(page)
})

it('and learns how much of a list is known without sending it', async () => {
  const { page } = buyer
  await page.getByRole('link', { name: 'Test an overlap' }).click()
  const known = Array.from({ length: 30 }, (_, n) => `ada.wharf${n}@pier-${n}.example`)
  const others = Array.from({ length: 90 }, (_, n) => `no.body${n}@nowhere.example`)
  await page.getByLabel('Emails and phones, one person a line').fill([...known, ...others].join('\n'))
  await page.getByText('120 people read').waitFor()
  await expectAccessible(page)
  const [sent] = await Promise.all([
    page.waitForRequest('**/api/overlap/tests'),
    page.getByRole('button', { name: 'Test the overlap' }).click(),
  ])
  expect(sent.postData()).not.toMatch(/wharf|@/)
  await page.getByText(/The audience: (about|too few)/).waitFor()
  await page.getByText('4 tests left today').waitFor()
  await expectAccessible(page)
})
