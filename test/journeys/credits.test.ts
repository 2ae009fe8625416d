import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, type Visitor, visit } from './kit.ts'

let app: SpawnedApp
let browsers: Browser[] = []
let buyer: Visitor

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browsers = await Promise.all([launchBrowser(), launchBrowser()])
  buyer = await visit(browsers[0] as Browser, app.url)
  await signIn(buyer.page, 'buyer@demo.example')
})
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()))
  await app?.dispose()
})

/** Another window of the same person. In a browser of its own: of two tabs the one behind stands still. */
async function sameSession(page: Page): Promise<Page> {
  const storageState = await page.context().storageState()
  const context = await (browsers[1] as Browser).newContext({ baseURL: app.url, storageState })
  return context.newPage()
}

const credits = async (page: Page): Promise<number> =>
  (await page.evaluate(async () => (await fetch('/api/credits')).json())).balance

const shown = (amount: number) =>
  amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const balanceOf = (page: Page) => page.getByRole('button', { name: /^Balance/ })
const notice = (page: Page) => page.locator('main > [role=status]')

/** Opens the dialog from the palette, as on any page. */
async function askToBuy(page: Page) {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Go to a page or do something').fill('buy credits')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Buy credits' }).waitFor()
}

/** Presses the button that pays, and waits for the page of the payment simulator. */
async function goToPay(page: Page, button: string) {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('heading', { name: /^Pay \$/ }).waitFor()
  expect(new URL(page.url()).origin).not.toBe(app.url)
}

/** The simulator's desk, where bank debits wait for somebody to decide. */
async function openBank(url: string): Promise<Page> {
  const bank = await (await (browsers[1] as Browser).newContext({ baseURL: url })).newPage()
  await bank.goto('/settings')
  await bank.getByLabel('A bank debit takes (s)').fill('3600')
  await bank.getByRole('button', { name: 'Save settings' }).click()
  await bank.getByText('The settings are saved.').waitFor()
  return bank
}

async function decide(bank: Page, button: string) {
  await bank.goto('/')
  await bank.getByRole('button', { name: button }).click()
  await bank.getByText('The bank has answered.').waitFor()
}

it('buys credits from any page, comes back to it, and the balance moves in another window too', async () => {
  const { page } = buyer
  const before = await credits(page)
  const other = await sameSession(page)
  await other.goto('/leads')
  await balanceOf(other).getByText(shown(before)).waitFor()

  await page.goto('/marketplace?sort=price')
  await page.getByRole('gridcell').first().waitFor()
  await askToBuy(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('no money moves').waitFor()
  await dialog.getByRole('radio', { name: /Starter/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await dialog.getByText(shown(before + 500)).waitFor()
  await expectAccessible(page)
  await goToPay(page, 'Pay $200.00 for 500 credits')
  await page.getByRole('button', { name: 'Pay $200.00 with a test card' }).click()

  await notice(page).getByText('500 credits bought for $200.00.').waitFor()
  await notice(page)
    .getByText(`${shown(before + 500)} credits`)
    .waitFor()
  await notice(page).getByText('no money moved').waitFor()
  expect(new URL(page.url())).toMatchObject({ pathname: '/marketplace', search: '?sort=price' })
  await balanceOf(other)
    .getByText(shown(before + 500))
    .waitFor()
  await page.getByRole('gridcell').first().waitFor()
  await expectAccessible(page)
  await other.context().close()
})

it('lists what was bought with an invoice to download', async () => {
  const { page } = buyer
  await page.goto('/credits')
  const receipts = page.getByRole('list', { name: 'Receipts' })
  await receipts.getByText('500 credits', { exact: true }).waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    receipts.getByRole('link', { name: 'Download invoice INV-000001' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('INV-000001.pdf')
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-')
  await page.getByRole('list', { name: 'Your credits' }).getByText('500.00 of 500.00 left').waitFor()
  await expectAccessible(page)
})

it('says why a payment failed and tries the same one again; a cancelled one costs nothing', async () => {
  const { page } = buyer
  const before = await credits(page)
  await page.goto('/credits')
  await page.getByRole('button', { name: 'Buy 100 credits for $50.00' }).click()
  await goToPay(page, 'Pay $50.00 for 100 credits')
  await page.getByRole('button', { name: 'Pay, but the card is declined' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByRole('link', { name: 'Cancel and go back' }).click()
  await notice(page).getByText('The payment of $50.00 was cancelled.').waitFor()
  await notice(page).getByText('Nothing was charged.').waitFor()
  expect(await credits(page)).toBe(before)
  await expectAccessible(page)

  await notice(page).getByRole('link', { name: 'Try again for $50.00' }).click()
  await page.getByRole('button', { name: 'Pay $50.00 with a test card' }).click()
  await notice(page).getByText('100 credits bought for $50.00.').waitFor()
  expect(await credits(page)).toBe(before + 100)

  await notice(page).getByRole('button', { name: 'Dismiss what came of the payment' }).click()
  await page.reload()
  await page.getByRole('heading', { name: 'Receipts' }).waitFor()
  expect(await notice(page).textContent()).toBe('')
})

it('waits for a slow payment without being asked, and offers a failed one anew', async () => {
  const { page } = buyer
  const before = await credits(page)
  await page.goto('/credits')
  await askToBuy(page)
  await goToPay(page, 'Pay $50.00 for 100 credits')
  const bank = await openBank(new URL(page.url()).origin)
  await page.getByRole('button', { name: /^Pay later: fails/ }).click()
  await notice(page).getByText('The payment of $50.00 is on its way.').waitFor()
  await decide(bank, 'Fails now')
  await notice(page).getByText('The payment of $50.00 failed.').waitFor()
  expect(await credits(page)).toBe(before)
  await notice(page).getByRole('button', { name: 'Try again for $50.00' }).click()

  await goToPay(page, 'Pay $50.00 for 100 credits')
  await page.getByRole('button', { name: /^Pay later: arrives/ }).click()
  await notice(page).getByText('The payment of $50.00 is on its way.').waitFor()
  await page.getByRole('link', { name: 'History' }).click()
  await page.getByRole('heading', { name: 'Credit history' }).waitFor()
  await decide(bank, 'Arrives now')
  await notice(page).getByText('100 credits bought for $50.00.').waitFor()
  await balanceOf(page)
    .getByText(shown(before + 100))
    .waitFor()
  await page.getByRole('link', { name: 'Billing' }).click()
  await page.getByRole('heading', { name: 'Receipts' }).waitFor()
  await notice(page).getByText('100 credits bought').waitFor({ state: 'detached' })
  await bank.context().close()
})

it('keeps a payment method when asked, and buys by itself below a level', async () => {
  const { page } = buyer
  await page.goto('/credits')
  await page.getByRole('button', { name: 'Buy once and save one' }).click()
  await goToPay(page, 'Pay $50.00 for 100 credits')
  await page.getByRole('button', { name: 'Pay $50.00 with a test card' }).click()
  await page.getByText('ending in 4242').waitFor()
  const before = await credits(page)
  const level = String(before + 50)
  await page.getByLabel('Buy when the balance is below, in credits').fill(level)
  await page.getByRole('button', { name: 'Turn on: $50.00 each time' }).click()
  await page.getByText('A sum of money, such as 400').waitFor()
  await page.getByLabel('At most in a month, in USD').fill('60')
  await page.getByText('$50.00 is charged at once').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Turn on: $50.00 each time' }).click()
  await page.getByText('$50.00 of $60.00 charged this month').waitFor()
  await balanceOf(page)
    .getByText(shown(before + 100))
    .waitFor()
  await page.getByRole('list', { name: 'Receipts' }).getByText('automatic top-up').waitFor()
  await notice(page).getByRole('button', { name: 'Dismiss what came of the payment' }).click()
  await page.getByRole('button', { name: 'Turn off' }).click()
  await page.getByRole('button', { name: 'Turn on: $50.00 each time' }).waitFor()
})

it('tells of a low balance until that is dismissed, and members whom to ask', async () => {
  const { page } = buyer
  await page.goto('/credits')
  await page.getByLabel('Tell us below, in credits').fill('lots')
  await page.getByRole('button', { name: 'Save the level' }).click()
  await page.getByText('A number of credits, such as 50').waitFor()
  await page.getByLabel('Tell us below, in credits').fill('1,000,000')
  await page.getByRole('button', { name: 'Save the level' }).click()
  await notice(page).getByText('The balance is low').waitFor()
  await balanceOf(page).getByText('Low').waitFor()
  await expectAccessible(page)
  await page.goto('/leads')
  await notice(page).getByRole('button', { name: 'Buy credits' }).click()
  await page.getByRole('dialog', { name: 'Buy credits' }).getByRole('radio').first().waitFor()
  await page.keyboard.press('Escape')
  await notice(page).getByRole('button', { name: 'Dismiss the low balance' }).click()
  await page.reload()
  await balanceOf(page).getByText('Low').waitFor()
  expect(await notice(page).textContent()).toBe('')

  await page.route('**/api/me', async (route) => {
    const response = await route.fetch()
    const me = await response.json()
    await route.fulfill({ response, json: { ...me, workspace: { ...me.workspace, role: 'member' } } })
  })
  await page.goto('/credits')
  await page.getByText('Only owners and admins of this workspace can buy credits').waitFor()
  await page.getByRole('list', { name: 'Whom to ask' }).getByText('buyer@demo.example').waitFor()
  expect(await page.getByRole('heading', { name: 'Receipts' }).count()).toBe(0)
  await expectAccessible(page)
  expect(buyer.failures).toEqual([])
})
