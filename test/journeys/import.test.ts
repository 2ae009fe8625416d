import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

let app: SpawnedApp
let browser: Browser
let visitor: Visitor

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browser = await launchBrowser()
  visitor = await visit(browser, app.url)
  await signIn(visitor.page, 'buyer@demo.example')
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
})

async function drop(page: Page, name: string, content: string | Buffer) {
  await page.goto('/leads/import')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })
}

it('reads a semicolon file in Windows-1252 under a preamble, mends a guess and imports it', async () => {
  const { page } = visitor
  const text = [
    'Export du 3 mai',
    'Prénom;Nom;Courriel;Téléphone;Société;Code interne',
    'Zoé;Lefèvre;zoe.lefevre@atelier-lune.example;01 99 00 12 34;Atelier de la Lune;A-1',
    'Gaël;Kœnig;gael@;;Brasserie du Pont;A-2',
    '"Inès";"Du ""Pont"" Neuf";ines@pont-neuf.example;;"Pont; Neuf";A-3',
  ].join('\r\n')
  const windows1252 = Buffer.from([...text].map((char) => ({ œ: 0x9c })[char] ?? char.charCodeAt(0)))
  await drop(page, 'clients été.csv', windows1252)
  await page.getByText('semicolons').waitFor()
  expect(await page.getByLabel('Courriel becomes').inputValue()).toBe('email')
  expect(await page.getByLabel('Société becomes').inputValue()).toBe('company_name')
  await page.getByLabel('Code interne becomes').selectOption('Notes')
  await page.getByLabel('Phones without a country code are from').selectOption('FR')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await page.getByRole('cell', { name: 'gael@' }).first().waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Import the file' }).click()
  await page.getByText('Imported: 3 rows of clients été.csv').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the 1 rejected row' }).click(),
  ])
  const rejected = await readFile(await download.path(), 'utf8')
  expect(rejected).toContain('gael@')
  expect(rejected).not.toContain('zoe.lefevre')

  await page.getByRole('link', { name: 'See the leads' }).click()
  await page.getByLabel('Search name, company, title, email').fill('lefevre')
  await page.getByRole('gridcell', { name: 'Zoé Lefèvre', exact: true }).click()
  await page.getByText('zoe.lefevre@atelier-lune.example').last().waitFor()
  await page.getByText('Atelier de la Lune').last().waitFor()
  await page.getByText('A-1', { exact: true }).waitFor()
  await expectAccessible(page)
})

it('says why a file without contacts is refused and stores nothing', async () => {
  const { page } = visitor
  await drop(page, 'companies.csv', 'Company Name,Email Domain,Employees\nAcorn Works,acorn.example,40\n')
  await page.getByRole('alert').filter({ hasText: 'Email Domain' }).waitFor()
  expect(await page.getByRole('button', { name: 'Check the rows' }).isDisabled()).toBe(true)
  await expectAccessible(page)
})

it('imports the same file again without a second lead, and shows what was a duplicate', async () => {
  const { page } = visitor
  const file = 'Nmae,Emial,Phne\nOdd Header,odd@typo.example,+14155550142\nOdd Header,ODD@typo.example ,\n'
  for (const imported of [1, 0]) {
    await drop(page, 'typos.csv', file)
    await page.getByRole('button', { name: 'Check the rows' }).click()
    await page.getByRole('button', { name: 'Import the file' }).click()
    await page.getByText('Imported: 2 rows of typos.csv').waitFor()
    const figure = page.locator('div:has(> dt:text-is("Imported")) > dd').first()
    expect(await figure.textContent()).toBe(String(imported))
  }
  expect(visitor.failures).toEqual([])
})
