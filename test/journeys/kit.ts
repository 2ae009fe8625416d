import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'

const DEMO_PASSWORD = 'assay-demo-1'

export interface Visitor {
  page: Page
  /** What went wrong in the page's own code, or was refused by the content security policy. */
  failures: string[]
  leave(): Promise<void>
}

interface Look {
  width?: number
  theme?: 'light' | 'dark'
}

/** A person with a browser of their own. */
export async function visit(
  browser: Browser,
  url: string,
  { width = 1440, theme = 'light' }: Look = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: width < 640 ? 844 : 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
      failures.push(message.text())
  })
  return { page, failures, leave: () => context.close() }
}

export async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/')
}

/** axe finds nothing serious on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  // Legacy mode does not look into frames of other origins, of which we have none, and opens no page of its own for that.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    serious.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
  ).toEqual([])
}
