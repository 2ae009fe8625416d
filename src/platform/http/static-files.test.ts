import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, createClient } from '../../../test/harness/index.ts'
import { createLog } from '../log.ts'
import { createRoot, type HttpServer, securityHeaders, startHttpServer, staticFiles } from './index.ts'

const SCRIPT = 'export const a = 1\n'.repeat(200)
let folder: string
let http: HttpServer
let client: Client

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-static-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><div id="root"></div>')
  await writeFile(join(folder, 'assets', 'main-abc.js'), SCRIPT)
  await writeFile(join(folder, 'assets', 'main-abc.js.gz'), gzipSync(SCRIPT))
  await writeFile(join(folder, 'favicon.svg'), '<svg/>')
  const log = createLog('silent')
  http = await startHttpServer(0, '127.0.0.1', log)
  const root = createRoot({ log, appUrl: 'http://localhost', bodyLimits: [] })
  root.use(await staticFiles(folder))
  http.attach(root.fetch, securityHeaders({ isDevelopment: false, isHttps: false }))
  client = createClient(`http://127.0.0.1:${http.port}`)
})
afterAll(async () => {
  await http.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('built pages', () => {
  it('are found under every page path, never cached unasked', async () => {
    for (const path of ['/', '/leads', '/marketplace/orders/01900000-0000-7000-8000-00000000000a']) {
      const { status, text, headers } = await client.request('GET', path)
      expect([status, text.includes('id="root"')]).toEqual([200, true])
      expect(headers.get('cache-control')).toBe('no-cache')
      expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    }
  })

  it('have assets that stay cached and come compressed', async () => {
    const { text, headers } = await client.request('GET', '/assets/main-abc.js')
    expect(text).toBe(SCRIPT)
    expect(headers.get('content-encoding')).toBe('gzip')
    expect(headers.get('cache-control')).toContain('immutable')
    const plain = await client.request('GET', '/assets/main-abc.js', {
      headers: { 'Accept-Encoding': 'identity' },
    })
    expect([plain.text, plain.headers.get('content-encoding')]).toEqual([SCRIPT, null])
  })

  it('do not answer for what is missing, for the API, or outside their folder', async () => {
    for (const path of [
      '/assets/gone.js',
      '/api/gone',
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
    ]) {
      expect((await client.request('GET', path)).status).toBe(404)
    }
    expect((await client.request('POST', '/leads')).status).toBe(404)
  })
})
