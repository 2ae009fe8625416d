import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '../../../../platform/errors/index.ts'
import { Client, type ClientSettings, type Limits } from './client.ts'
import { type FakeAudienceLab, type Fault, startFakeAudienceLab } from './fake-audiencelab.test-kit.ts'
import { createdAnswer, previewAnswer } from './wire.ts'

const KEY = 'al-test-key-1'
let fake: FakeAudienceLab
const logged: unknown[] = []
const log = { warn: (...given: unknown[]) => logged.push(given) } as unknown as ClientSettings['log']

function open(limits: Partial<Limits>, settings: Partial<ClientSettings> = {}) {
  const quick = { timeoutMs: 20_000, retryMs: 1, maxWaitMs: 100, maxBytes: 500_000, failures: 1000 }
  return new Client(
    { apiKey: KEY, apiBase: fake.url, log, shutdown: new AbortController().signal, ...settings },
    { ...quick, ...limits },
  )
}

const preview = (client: Client) =>
  client.ask({
    ...{ method: 'POST', path: '/audiences/preview', body: { days_back: 10, filters: {}, limit: 3 } },
    ...{ answer: previewAnswer, isSafe: true, signal: undefined },
  })
const create = (client: Client) =>
  client.ask({
    ...{ method: 'POST', path: '/audiences', body: { name: 'Assay', days_back: 10, filters: {} } },
    ...{ answer: createdAnswer, isSafe: false, signal: undefined },
  })
const refusal = (answer: Promise<unknown>): Promise<Problem> =>
  answer.then(
    () => expect.fail('it should have failed'),
    (error) => error,
  )

beforeAll(async () => {
  fake = await startFakeAudienceLab(20)
})
afterEach(() => {
  fake.reset()
  logged.length = 0
})
afterAll(() => fake?.stop())

describe('a fault', () => {
  const FAULTS: [Fault, RegExp, number][] = [
    [{ kind: 'hang' }, /did not answer within 0.2 s/, 3],
    [{ kind: 'cut' }, /broke the connection/, 3],
    [{ kind: 'status', status: 500 }, /failed \(status 500\)/, 3],
    [{ kind: 'not_json' }, /something that is not JSON/, 3],
    [{ kind: 'shape' }, /does not describe: count is missing or of another kind/, 3],
    [{ kind: 'huge' }, /more than 1 MB at once/, 1],
    [{ kind: 'redirect' }, /did not accept the request \(status 302\)/, 1],
    [{ kind: 'status', status: 400 }, /did not accept the request \(status 400\)/, 1],
    [{ kind: 'status', status: 401 }, /refused our API key.* AUDIENCELAB_API_KEY/, 1],
    [{ kind: 'status', status: 402 }, /no credits left/, 1],
    [{ kind: 'status', status: 404 }, /does not know/, 1],
    [{ kind: 'status', status: 429, retryAfter: '40' }, /too many requests; it wants us to wait 40 s/, 1],
  ]

  it.each(FAULTS)('%o is told plainly', async (fault, words, tries) => {
    fake.fault = fault
    const problem = await refusal(preview(open(fault.kind === 'hang' ? { timeoutMs: 200 } : {})))
    expect(problem).toBeInstanceOf(Problem)
    expect(problem).toMatchObject({ code: 'upstream', message: expect.stringMatching(words) })
    expect(logged).toHaveLength(tries)
  })

  it('of a moment is not noticed', async () => {
    fake.fault = { kind: 'status', status: 503, times: 2 }
    expect((await preview(open({}))).count).toBe(20)
  })

  it('never makes an audience be asked for twice, unless it was surely not made', async () => {
    for (const kind of ['hang', 'cut', 'status', 'not_json'] as const) {
      fake.fault = { kind, times: 1 }
      await refusal(create(open(kind === 'hang' ? { timeoutMs: 200 } : {})))
    }
    expect(logged).toHaveLength(4)
    fake.fault = { kind: 'status', status: 429, retryAfter: '0', times: 1 }
    expect((await create(open({ retryMs: 1, maxWaitMs: 2000 }))).audienceId).toMatch(/^a-/)
    const gone = await startFakeAudienceLab(0)
    await gone.stop()
    const nobody = await refusal(create(open({}, { apiBase: gone.url })))
    expect(nobody.message).toBe('AudienceLab cannot be reached (ECONNREFUSED).')
  })

  it('tells nobody the key or what an answer held, neither in words nor in the log', async () => {
    const problems = [await refusal(preview(open({}, { apiKey: 'al-other-key-2' })))]
    for (const fault of FAULTS.map(([fault]) => fault)) {
      fake.fault = fault
      problems.push(
        await refusal(preview(open({ retries: 0, ...(fault.kind === 'hang' ? { timeoutMs: 200 } : {}) }))),
      )
    }
    expect(problems).toHaveLength(FAULTS.length + 1)
    const told = problems.map(({ message, stack, extra, cause }) => ({ message, stack, extra, cause }))
    expect(JSON.stringify([told, logged])).not.toMatch(/al-(test|other)-key|secret|Just a moment/)
    expect(new Set(fake.calls.map(({ key }) => key))).toEqual(new Set(['al-other-key-2', KEY]))
  })
})

describe('the breaker', () => {
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('opens after failures in a row, tries one request, and closes when it goes well', async () => {
    const client = open({ failures: 2, retries: 0, openMs: 30_000 })
    fake.fault = { kind: 'status', status: 500, times: 3 }
    await refusal(preview(client))
    await refusal(preview(client))
    const refused = await refusal(preview(client))
    expect(refused.message).toMatch(
      /^AudienceLab failed 2 times in a row. It is tried again in 30 s \(at [\d:]{8} UTC\)/,
    )
    expect(refused.extra).toEqual({ retry_at: expect.stringMatching(/^20/) })
    expect(fake.calls).toHaveLength(2)
    later(30_000)
    // Half open: of several one goes through. It fails, so it is left alone for twice as long.
    const both = await Promise.all([refusal(preview(client)), refusal(preview(client))])
    expect(both.map(({ message }) => /in a row/.test(message)).sort()).toEqual([false, true])
    expect(fake.calls).toHaveLength(3)
    later(30_000)
    await refusal(preview(client))
    expect(fake.calls).toHaveLength(3)
    later(30_000)
    expect((await preview(client)).count).toBe(20)
    fake.fault = { kind: 'status', status: 500, times: 1 }
    await refusal(preview(client))
    expect((await preview(client)).count).toBe(20)
  })

  it('is no matter of what we asked for wrongly', async () => {
    const client = open({ failures: 1, retries: 0 })
    fake.fault = { kind: 'status', status: 400, times: 3 }
    for (let n = 0; n < 3; n++) await refusal(preview(client))
    expect((await preview(client)).count).toBe(20)
  })

  it('waits as long as it was asked to', async () => {
    const client = open({ retries: 2 })
    fake.fault = {
      kind: 'status',
      status: 429,
      retryAfter: new Date(Date.now() + 90_000).toUTCString(),
      times: 1,
    }
    const first = await refusal(preview(client))
    expect(Date.parse(String(first.extra.retry_at))).toBeGreaterThan(Date.now() + 80_000)
    expect((await refusal(preview(client))).message).toMatch(
      /^AudienceLab asked us to wait. It is tried again in \d+ s/,
    )
    expect(fake.calls).toHaveLength(1)
  })
})
