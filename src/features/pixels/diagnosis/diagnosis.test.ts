import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import type { Finding, Pixel } from '../schema.ts'

let world: TestWorld
let app: TestApp
let ada: Person
let site: Server
let siteUrl: string
let pixel: Pixel
/** What the site answers, by path. */
let answers: Record<string, RequestListener>
let seen: { path: string; agent: string; cookie: string | undefined }[]

beforeAll(async () => {
  world = await createTestWorld()
  // Of this machine only one address may be read; all others of its network stay internal.
  app = await world.startApp({ PIXEL_INTERNAL_SITES: '127.0.0.1' })
  ada = await addPerson(world)
  site = createServer((request, response) => {
    seen.push({
      path: request.url ?? '',
      agent: request.headers['user-agent'] ?? '',
      cookie: request.headers.cookie,
    })
    const answer = answers[request.url ?? '/']
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  }).listen(0, '0.0.0.0')
  await once(site, 'listening')
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
})
afterAll(async () => {
  site?.close()
  await world?.dispose()
})

beforeEach(async () => {
  seen = []
  answers = {}
  const body = { name: 'Shop', website_url: siteUrl }
  const made = await app.client.request('POST', '/api/pixels', { cookie: ada.cookie, body })
  pixel = made.body
  expect(pixel.domains).toEqual(['127.0.0.1'])
})

const page = (html: string, headers: Record<string, string> = {}): RequestListener => {
  return (_request, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html', ...headers }).end(html)
}
const redirect = (to: string): RequestListener => {
  return (_request, response) => response.writeHead(302, { Location: to }).end()
}

async function diagnose(change: object = {}): Promise<Record<string, Finding>> {
  if (Object.keys(change).length > 0)
    await app.client.request('PATCH', `/api/pixels/${pixel.id}`, { cookie: ada.cookie, body: change })
  const { status, body } = await app.client.request('POST', `/api/pixels/${pixel.id}/diagnoses`, {
    cookie: ada.cookie,
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return Object.fromEntries(body.findings.map((finding: Finding) => [finding.code, finding]))
}
const wrong = (findings: Record<string, Finding>) =>
  Object.values(findings)
    .filter(({ ok }) => !ok)
    .map(({ code }) => code)

describe('a diagnosis', () => {
  it('finds nothing wrong with a site that has the snippet', async () => {
    answers['/'] = page(`<head>${pixel.snippet}</head>`)
    const findings = await diagnose()
    expect(Object.keys(findings)).toEqual(['paused', 'consent', 'reachable', 'domain', 'script', 'csp'])
    expect(wrong(findings)).toEqual([])
    expect(seen).toEqual([{ path: '/', agent: `Assay (+${app.url})`, cookie: undefined }])
  })

  it('reads what is compressed and what stands behind redirects', async () => {
    answers['/'] = redirect('/a')
    answers['/a'] = redirect(`${siteUrl}/b`)
    answers['/b'] = (_request, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(pixel.snippet))
    expect(wrong(await diagnose())).toEqual([])
  })

  it('tells an absent script from one in a comment, another one and what a tag manager adds', async () => {
    answers['/'] = page('<p>Hello</p>')
    expect(wrong(await diagnose())).toEqual(['script'])
    answers['/'] = page(`<!-- ${pixel.snippet} -->`)
    expect(wrong(await diagnose())).toEqual(['script'])
    answers['/'] = page('<script src="https://www.googletagmanager.com/gtm.js?id=GTM-X"></script>')
    expect((await diagnose()).script?.fix).toContain('Google Tag Manager')
    answers['/'] = page(`<script src="${app.url}/px/aaaaaaaaaaaaaaaa.js"></script>`)
    const findings = await diagnose()
    expect(wrong(findings)).toEqual(['key'])
    expect(findings.key?.detail).toContain('aaaaaaaaaaaaaaaa')
  })

  it.each([
    ["script-src 'self'; connect-src *", 'script-src'],
    ["default-src 'self'", 'default-src'],
    ["script-src * 'strict-dynamic'", 'script-src'],
    ["script-src *; connect-src 'none'", 'connect-src'],
    ['script-src https:; connect-src *', 'script-src'],
    ["script-src-elem 'none'; script-src *", 'script-src-elem'],
  ])('names the directive of a policy that blocks the pixel: %s', async (policy, directive) => {
    answers['/'] = page(pixel.snippet, { 'Content-Security-Policy': policy })
    const byHeader = await diagnose()
    expect(wrong(byHeader)).toEqual(['csp'])
    expect(byHeader.csp?.detail).toContain(`Its ${directive} does not allow ${app.url}`)
    answers['/'] = page(`<meta http-equiv="Content-Security-Policy" content="${policy}">${pixel.snippet}`)
    expect(wrong(await diagnose())).toEqual(['csp'])
  })

  it.each([
    (origin: string) => `default-src 'self' ${origin}`,
    () => "script-src http:; connect-src 'self' *",
    () => "script-src 'nonce-n1' 'strict-dynamic'; connect-src http://*:*",
    (origin: string) => `script-src ${origin}/px/; connect-src ${origin}; img-src 'none'`,
    () => "frame-ancestors 'none'",
  ])('lets a policy be that lets the pixel work (%#)', async (policyOf) => {
    const snippet = pixel.snippet.replace('<script', '<script nonce="n1"')
    answers['/'] = page(snippet, { 'Content-Security-Policy': policyOf(app.url) })
    expect(wrong(await diagnose())).toEqual([])
  })

  it('tells of a wrong domain, a pause, consent and what was not taken', async () => {
    answers['/'] = page(pixel.snippet)
    await asOwner(
      world,
      `insert into pixel_drops (workspace_id, pixel_id, hour, reason, events) values
         ($1, $2, date_trunc('hour', now()), 'bot', 1), ($1, $2, date_trunc('hour', now()), 'internal', 5)`,
      [ada.workspaceId, pixel.id],
    )
    const findings = await diagnose({ domains: ['shop.example.com'], status: 'paused', consent: 'off' })
    expect(wrong(findings)).toContain('paused')
    expect(wrong(findings)).toContain('consent')
    expect(findings.domain).toMatchObject({ ok: false, detail: expect.stringContaining('shop.example.com') })
    const { body } = await app.client.request('POST', `/api/pixels/${pixel.id}/diagnoses`, {
      cookie: ada.cookie,
    })
    expect(body.findings.filter(({ code }: Finding) => code === 'dropped')).toEqual([
      expect.objectContaining({
        ok: false,
        title: '5 events of the last 24 hours came from internal addresses',
      }),
      expect.objectContaining({ ok: true, title: '1 event of the last 24 hours came from bots' }),
    ])
  })
})

describe('a site that cannot be read', () => {
  const detail = async (website_url: string) => {
    const { reachable, script } = await diagnose({ website_url })
    expect(reachable?.ok).toBe(false)
    expect(script).toBeUndefined()
    return reachable?.detail
  }

  it('says what it answered', async () => {
    expect(await detail(siteUrl)).toContain('answered 404')
    answers['/pdf'] = (_request, response) =>
      response.writeHead(200, { 'Content-Type': 'application/pdf' }).end()
    expect(await detail(`${siteUrl}/pdf`)).toContain('application/pdf')
    answers['/cut'] = (_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('x')
      response.destroy()
    }
    expect(await detail(`${siteUrl}/cut`)).toContain('broke off')
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    closed.close()
    await once(closed, 'close')
    expect(await detail(`http://127.0.0.1:${port}`)).toContain('does not take connections')
    expect(await detail('http://nowhere.invalid')).toContain('No address is known')
  })

  it('redirects without end, or to what is no page', async () => {
    answers['/loop'] = redirect('/loop')
    expect(await detail(`${siteUrl}/loop`)).toContain('more than 5 times')
    expect(seen.length).toBe(6)
    answers['/file'] = redirect('file:///etc/passwd')
    expect(await detail(`${siteUrl}/file`)).toContain('no page')
  })

  it('is not read where it is internal: by address, by name, after a redirect', async () => {
    const { port } = new URL(siteUrl)
    const internal = [
      ...[`http://127.0.0.2:${port}`, `http://0.0.0.0:${port}`, `http://[::1]:${port}`, 'http://10.0.0.1'],
      ...[`http://[::ffff:127.0.0.2]:${port}`, `http://2130706434:${port}`, 'http://169.254.169.254/latest'],
      ...['http://[fd00::1]', 'http://192.168.1.1', 'http://100.64.0.1'],
    ]
    for (const url of internal) expect(await detail(url)).toContain('leads to an internal address')
    expect(seen).toEqual([])
    answers['/out'] = redirect(`http://127.0.0.2:${port}/secret`)
    expect(await detail(`${siteUrl}/out`)).toContain('leads to an internal address')
    expect(seen.map(({ path }) => path)).toEqual(['/out'])
  })

  it('is one at a time for a workspace', async () => {
    let free = () => {}
    const held = new Promise<void>((resolve) => {
      answers['/'] = (_request, response) => {
        free = () => response.end()
        resolve()
      }
    })
    const first = diagnose()
    await held
    const second = await app.client.request('POST', `/api/pixels/${pixel.id}/diagnoses`, {
      cookie: ada.cookie,
    })
    expect(second.status).toBe(429)
    free()
    await first
  })
})
