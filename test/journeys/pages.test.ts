import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { expectAccessible, signIn, visit } from './kit.ts'

const pages = {
  'buyer@demo.example': [
    '/',
    '/leads',
    '/leads/import',
    '/segments',
    '/segments/new',
    '/segments/new?template=mine-going-stale',
    '/marketplace',
    '/audience',
    '/audience/pulls',
    '/visitors',
    '/analytics',
    '/analytics/quality',
    '/pixels',
    '/pixels/new',
    '/orders',
    '/credits',
    '/credits/history',
    '/sell/apply',
    '/settings',
    '/settings?tab=members',
    '/settings?tab=keys',
    '/settings?tab=you',
    '/settings?tab=workspaces',
    '/nowhere',
  ],
  'partner@demo.example': ['/sell/upload', '/sell/listings', '/sell/earnings'],
  'operator@demo.example': [
    '/operator/workspaces',
    '/operator/partners',
    '/operator/audience',
    '/operator/unknown-pixels',
  ],
}
const looks = [
  { width: 1440, theme: 'light' },
  { width: 390, theme: 'dark' },
] as const

let app: SpawnedApp
let browser: Browser

beforeAll(async () => {
  app = await spawnApp({ env: { SEED: 'demo' } })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.dispose()
})

for (const look of looks) {
  for (const [email, paths] of Object.entries(pages)) {
    it(`is accessible and whole for ${email} at ${look.width} px, ${look.theme}`, async () => {
      const visitor = await visit(browser, app.url, look)
      const { page } = visitor
      await signIn(page, email)
      for (const path of paths) {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
        await expectAccessible(page)
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(`${path} ${overflow > 0}`).toBe(`${path} false`)
      }
      expect(visitor.failures).toEqual([])
      await visitor.leave()
    })
  }
}
