import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type SpawnedApp, spawnApp } from '../harness/spawn-app.ts'

let app: SpawnedApp | undefined
afterEach(async () => {
  await app?.dispose()
  app = undefined
})

/** A request that the server has begun and cannot finish before we send the rest of its body. */
async function beginRequest(url: string): Promise<ClientRequest> {
  const sending = request(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Length': 2, Expect: '100-continue' },
  })
  sending.on('error', () => {})
  sending.flushHeaders()
  await once(sending, 'continue')
  sending.write('{')
  return sending
}

describe('SIGTERM', () => {
  it('lets a running request finish, takes no new one, and ends with 0 and no Postgres', async () => {
    app = await spawnApp()
    const sending = await beginRequest(app.url)
    const ended = app.kill('SIGTERM')
    while (!app.output().includes('stopping')) await sleep(10)
    await sleep(100)
    await expect(fetch(`${app.url}/healthz`)).rejects.toThrow()
    const answered = once(sending, 'response') as Promise<[IncomingMessage]>
    sending.end('}')
    const [response] = await answered
    expect(response.statusCode).toBeGreaterThanOrEqual(200)
    expect(response.statusCode).toBeLessThan(500)
    response.resume()
    expect(await ended).toBe(0)
    expect(app.output()).toContain('"msg":"stopped"')
  })

  it('is the same as Ctrl-C, and a second one means now', async () => {
    app = await spawnApp()
    await beginRequest(app.url)
    const ended = app.kill('SIGINT')
    while (!app.output().includes('stopping')) await sleep(10)
    process.kill(app.pid, 'SIGINT')
    expect(await ended).toBe(1)
  })
})
