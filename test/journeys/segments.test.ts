import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

/** Thirty heads of sales, twenty directors of marketing and ten engineers of companies of one size. */
const people = [
  'First name,Last name,Email,Job title,Company,Industry,Company size,City,State,Country',
  ...Array.from({ length: 30 }, (_, n) => person(n, 'Head of Sales', 'Oakland,CA,US')),
  ...Array.from({ length: 20 }, (_, n) => person(n + 30, 'Director of Marketing', 'Oakland,CA,US')),
  ...Array.from({ length: 10 }, (_, n) => person(n + 50, 'Software Engineer', 'Austin,TX,US')),
].join('\n')

function person(n: number, title: string, place: string): string {
  return `Ada,Wharf${n},ada.wharf${n}@pier-${n}.example,${title},Pier ${n},Software Development,51-200,${place}`
}

let app: SpawnedApp
let browser: Browser
let buyer: Visitor

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browser = await launchBrowser()
  buyer = await visit(browser, app.url)
  const operator = await visit(browser, app.url)
  await signIn(operator.page, 'operator@demo.example')
  await loadPeople(operator.page)
  await operator.leave()
  await signIn(buyer.page, 'buyer@demo.example')
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
})

async function loadPeople(page: Page) {
  const file = { name: 'harbour.csv', mimeType: 'text/csv', buffer: Buffer.from(people) }
  const sent = await page.request.post('/api/operator/audience/loads', { multipart: { file } })
  const { id } = await sent.json()
  await page.waitForFunction(
    async (path) => (await (await fetch(path)).json()).activated_at !== null,
    `/api/operator/audience/versions/${id}`,
    { polling: 200 },
  )
}

const figure = (page: Page, name: string, text: string) =>
  page.locator(`div:has(> dt:text-is("${name}")) > dd`).getByText(text, { exact: true }).waitFor()

it('a newcomer makes a segment of a template and sees the count move', async () => {
  const { page } = buyer
  await page.goto('/segments')
  await page.getByText('No segments yet').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: /^Heads of sales/ }).click()
  await figure(page, 'People match', '30')
  await page.getByRole('button', { name: 'Add rule to the segment' }).click()
  await page.getByRole('menuitem', { name: 'State' }).click()
  await page.getByRole('searchbox', { name: 'Search State' }).fill('texas')
  await page.getByRole('checkbox', { name: 'Texas' }).click()
  await figure(page, 'People match', '0')
  await expectAccessible(page)
  await page.getByRole('searchbox', { name: 'Search State' }).fill('california')
  await page.getByRole('checkbox', { name: 'California', exact: true }).click()
  await page.keyboard.press('Escape')
  await figure(page, 'People match', '30')
  await figure(page, 'New to you', '30')
  await figure(page, 'All of them would cost', '15.00')
  await page.getByLabel('Folder').fill('Spring')
  await page.getByRole('button', { name: 'Save segment' }).click()
  await page.getByText('“Heads of sales” saved').waitFor()
})

it('pulls 25 of its people and sees them in Leads', async () => {
  const { page } = buyer
  await page
    .getByRole('gridcell', { name: /Head of Sales/ })
    .first()
    .waitFor()
  expect(await page.locator('main').textContent()).not.toMatch(/ada|wharf|pier|@/i)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Pull people' }).click()
  await page.getByRole('button', { name: 'Pull 25 people for 12.50 credits' }).click()
  await page.getByText('25 people pulled for 12.50 credits').waitFor()
  await page.getByRole('link', { name: 'See the 25 leads' }).click()
  await page.getByText('25 leads', { exact: true }).waitFor()
})

it('comes back, changes the rules by keyboard, takes it back and is warned before losing changes', async () => {
  const { page } = buyer
  await page.keyboard.press('g')
  await page.keyboard.press('g')
  await page.waitForURL((url) => url.pathname === '/segments')
  await page.getByRole('grid').getByText('Heads of sales', { exact: true }).click()
  await figure(page, 'New to you', '5')
  const rules = page.getByRole('list', { name: 'the segment' })
  const texts = () => rules.getByRole('button', { name: /^(work at|are in|have)/ }).allTextContents()
  const before = await texts()
  await rules.getByRole('button', { name: before[1] ?? '', exact: true }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(texts).toEqual([before[1], before[0], ...before.slice(2)])
  await page.keyboard.press('Delete')
  await expect.poll(texts).toEqual([before[0], ...before.slice(2)])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect.poll(texts).toEqual(before)
  await page.keyboard.press('Control+Shift+z')
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'See and pull people' }).waitFor()

  await page.getByRole('button', { name: `More about: ${before[0]}` }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  page.once('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await page.getByText('Changes you had not saved are here again.').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Leads', exact: true }).click()
  const warning = page.getByRole('dialog', { name: 'Leave without saving?' })
  await warning.getByRole('button', { name: 'Stay' }).click()
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'See and pull people' }).waitFor()
})

it('gives it a standing order, knowing what it would spend, and pauses it', async () => {
  const { page } = buyer
  await page.getByRole('tab', { name: 'Standing order' }).click()
  await page.getByText('25 of 25 people').waitFor()
  await page.getByLabel('Pull', { exact: true }).selectOption('When new people match')
  await page.getByLabel('At most, people a run').fill('10')
  await page.getByText('When new people come').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Start: at most 5.00 credits a run' }).click()
  await page.getByText('Waits for people who are not there yet').waitFor()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByRole('button', { name: 'Let it go on' }).waitFor()
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByRole('button', { name: 'Show as table' }).click()
  await page.getByRole('region', { name: 'Counts by day' }).waitFor()
  await expectAccessible(page)
})

it('tells who changed it meanwhile, and is deleted once that is confirmed', async () => {
  const { page } = buyer
  await page.getByRole('tab', { name: 'Rules' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Sales in the west')
  const id = new URL(page.url()).pathname.split('/').at(-1)
  await page.evaluate(async (path) => {
    const headers = { 'content-type': 'application/json' }
    await fetch(path, { method: 'PATCH', headers, body: JSON.stringify({ description: 'By somebody else' }) })
  }, `/api/segments/${id}`)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByRole('dialog', { name: 'Somebody else changed this segment' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save mine over it' }).click()
  await page.getByRole('heading', { name: 'Sales in the west' }).waitFor()

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete “Sales in the west”?' })
  await question.getByText('a standing order ends').waitFor()
  await question.getByRole('button', { name: 'Delete segment' }).click()
  await page.getByText('No segments yet').waitFor()
  expect(buyer.failures).toEqual([])
})
