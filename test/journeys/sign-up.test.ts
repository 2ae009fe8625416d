import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { type MailServer, startMailServer } from '../mail-server.ts'
import { expectAccessible, visit } from './kit.ts'

let app: SpawnedApp
let mails: MailServer
let browser: Browser

beforeAll(async () => {
  mails = await startMailServer()
  app = await spawnApp({ env: { SMTP_URL: mails.url } })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
  await mails?.close()
})

it('signs up, confirms the address, invites a colleague who joins, and neither the last owner leaves nor a lost password locks out', async () => {
  const owner = await visit(browser, app.url)
  const { page } = owner
  await page.goto('/sign-up')
  await expectAccessible(page)
  await page.getByLabel('Your name').fill('Ada Alder')
  await page.getByLabel('Work email').fill('ada@alder.example')
  await page.getByLabel('Password').fill('short')
  await page.getByLabel('Workspace').fill('Alder and sons')
  await page.getByRole('button', { name: 'Make my account' }).click()
  await page.getByRole('alert').filter({ hasText: 'At least 8 characters' }).waitFor()
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ada Alder')
  await page.getByLabel('Password').fill('a sentence is good')
  await page.getByRole('button', { name: 'Make my account' }).click()
  await page.getByRole('heading', { name: 'Hello, Ada' }).waitFor()
  await expectAccessible(page)

  const confirmation = await mails.take('ada@alder.example')
  await page.goto(confirmation.link.href)
  await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor()

  await page.goto('/settings?tab=members')
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.getByRole('button', { name: 'Leave the workspace' }).click()
  await page.getByRole('dialog').getByRole('alert').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Invite a member' }).click()
  await page.getByLabel('Email').fill('ben@alder.example')
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await page.getByText('as member, holds until').waitFor()
  await expectAccessible(page)

  const invitation = await mails.take('ben@alder.example')
  const guest = await visit(browser, app.url, { width: 390, theme: 'dark' })
  await guest.page.goto(invitation.link.href)
  await guest.page.getByRole('heading', { name: 'Join Alder and sons' }).waitFor()
  await expectAccessible(guest.page)
  await guest.page.getByLabel('Your name').fill('Ben Brook')
  await guest.page.getByLabel('Password').fill('another good sentence')
  await guest.page.getByRole('button', { name: 'Make my account and join' }).click()
  await guest.page.getByRole('heading', { name: 'Hello, Ben' }).waitFor()
  await guest.page.getByText('Alder and sons').first().waitFor()

  await page.reload()
  await page.getByLabel('Role of Ben Brook').waitFor()

  await guest.page.context().clearCookies()
  await guest.page.goto('/forgot-password')
  await guest.page.getByLabel('Email').fill('ben@alder.example')
  await guest.page.getByRole('button', { name: 'Send me a link' }).click()
  await guest.page.getByRole('heading', { name: 'Look at your mail' }).waitFor()
  const reset = await mails.take('ben@alder.example')
  await guest.page.goto(reset.link.href)
  await guest.page.getByLabel('New password').fill('a third good sentence')
  await guest.page.getByRole('button', { name: 'Save the password' }).click()
  await guest.page.getByRole('link', { name: 'Sign in' }).click()
  await guest.page.getByLabel('Email').fill('ben@alder.example')
  await guest.page.getByLabel('Password').fill('a third good sentence')
  await guest.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await guest.page.getByRole('heading', { name: 'Hello, Ben' }).waitFor()

  expect([...owner.failures, ...guest.failures]).toEqual([])
})
