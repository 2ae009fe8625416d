import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPixelScript } from '../../../../scripts/build.mjs'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { settingsOf } from './settings-of.ts'

/** A kilobyte is 1,024 bytes here: what the README promises. */
const LIMIT_BYTES = 2_048
const KEY = 'abcdefgh12345678'
const pixel = {
  status: 'active',
  consent: 'cookieless' as const,
  email_selectors: [],
  excluded_paths: [],
  excluded_params: [],
}

let world: TestWorld
let app: TestApp

beforeAll(async () => {
  await buildPixelScript()
  world = await createTestWorld()
  app = await world.startApp()
  await asOwner(
    world,
    `insert into pixels (workspace_id, key, name, website_url, domains, consent, email_selectors, excluded_paths)
     values ($1, $2, 'Site', 'https://site.example', '{site.example}', 'full', '{#newsletter input}', '{/admin/*}')`,
    [randomUUID(), KEY],
  )
})
afterAll(() => world.dispose())

const get = (path: string, headers: Record<string, string> = {}) =>
  app.client.request('GET', path, { headers })

describe('GET /px/{key}.js', () => {
  it('is the script with the settings of its pixel, for pages of any site, without a session', async () => {
    const { status, headers, text } = await get(`/px/${KEY}.js`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(text).toContain(`["${KEY}",2,":is(#newsletter input)"`)
    expect(() => new Function(text)).not.toThrow()
  })

  it('is smaller than two kilobytes as it comes over the line', async () => {
    const answer = await fetch(`${app.url}/px/${KEY}.js`, { headers: { 'Accept-Encoding': 'gzip' } })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    const bytes = Number(answer.headers.get('content-length'))
    expect(bytes).toBeGreaterThan(1_000)
    expect(bytes).toBeLessThan(LIMIT_BYTES)
  })

  it('comes plain to who takes nothing else', async () => {
    const { headers, text } = await get(`/px/${KEY}.js`, { 'Accept-Encoding': 'identity' })
    expect([headers.get('content-encoding'), text.length > 3_000]).toEqual([null, true])
  })

  it('is kept for minutes and not sent again while it is the same', async () => {
    const first = await get(`/px/${KEY}.js`)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('public, max-age=300')
    const again = await get(`/px/${KEY}.js`, { 'If-None-Match': `"other", W/${etag}` })
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
    await asOwner(world, `update pixels set consent = 'off' where key = $1`, [KEY])
    const changed = await get(`/px/${KEY}.js`, { 'If-None-Match': etag })
    expect([changed.status, changed.text.includes(`["${KEY}",0,`)]).toEqual([200, true])
  })

  it('takes calls and does nothing while the pixel is paused', async () => {
    await asOwner(world, `update pixels set status = 'paused' where key = $1`, [KEY])
    const { status, text } = await get(`/px/${KEY}.js`)
    expect([status, text]).toEqual([200, 'window.assay=()=>{}'])
  })

  it('is a 404 for a key nobody has, and for what is no key', async () => {
    for (const name of ['abcdefgh00000000', "a'or'1", 'ABCDEFGH12345678', 'e', '%00', 'x'.repeat(3_000)]) {
      const { status, headers, body } = await get(`/px/${name}.js`)
      expect([status, body?.code]).toEqual([404, 'not_found'])
      expect(headers.get('cache-control')).toBeNull()
    }
    expect((await app.client.request('POST', `/px/${KEY}.js`)).status).toBe(404)
  })
})

describe('settings of the script', () => {
  const matches = (paths: string[], path: string) =>
    new RegExp(settingsOf(KEY, { ...pixel, excluded_paths: paths })[3]).test(path)
  const clean = (params: string[], address: string) =>
    address.replace(new RegExp(settingsOf(KEY, { ...pixel, excluded_params: params })[4], 'gi'), '$1')

  it('exclude paths as they are written, * standing for anything', () => {
    expect(matches([], '/')).toBe(false)
    expect(['/admin', '/admin/', '/admin/a/b'].map((path) => matches(['/admin/*'], path))).toEqual([
      false,
      true,
      true,
    ])
    expect(['/a.b', '/axb', '/c(d', '/x/c(d'].map((path) => matches(['/a.b', '*c(d'], path))).toEqual([
      true,
      false,
      true,
      true,
    ])
  })

  it('empty excluded parameters wherever they stand', () => {
    expect(clean(['ref', 'a[b]'], 'https://s.example/?ref=1&prefer=2&x=ref&REF=3&a[b]=4&a%5Bb%5D=5')).toBe(
      'https://s.example/?ref=&prefer=2&x=ref&REF=&a[b]=&a%5Bb%5D=',
    )
  })

  it('cut out emails, the id of our mails and fragments that are no route', () => {
    expect(clean([], 'https://s.example/u/ada%40pier.example?m=ada@pier.example&assay_id=abc.def#top')).toBe(
      'https://s.example/u/?m=&assay_id=',
    )
    expect(clean([], 'https://s.example/#/orders/7')).toBe('https://s.example/#/orders/7')
    expect(clean([], 'https://s.example/@ada#access_token=1')).toBe('https://s.example/@ada')
  })
})
