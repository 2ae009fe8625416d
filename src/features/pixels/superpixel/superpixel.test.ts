import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addLeads } from '../../../../test/market.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'
import { Problem, STATUS_OF } from '../../../platform/errors/index.ts'
import { identify, lookups } from '../identity/identity.test-kit.ts'
import { addPixel, type TestPixel } from '../ingest/ingest.test-kit.ts'
import { receiveEvents } from './receive-events.ts'

const SECRET = 'a-secret-of-the-operator'
const PATH = '/api/webhooks/audiencelab/superpixel'

let world: TestWorld
let app: TestApp
let look: ReturnType<typeof lookups>
let person: Person
let pixel: TestPixel & { superpixel: string }
beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp({ ROLE: 'web', AUDIENCELAB_WEBHOOK_SECRET: SECRET })
  look = lookups(world)
})
afterAll(() => world.dispose())
beforeEach(async () => {
  person = await addPerson(world)
  const superpixel = `sp-${randomBytes(6).toString('hex')}`
  pixel = {
    ...(await addPixel(world, person.workspaceId, {
      superpixel_id: superpixel,
      excluded_paths: ['/private*'],
    })),
    superpixel,
  }
})

const send = (body: unknown, secret: string | undefined = SECRET) =>
  app.client.request('POST', PATH, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(secret ? { 'x-audiencelab-secret': secret } : {}) },
  })
const eventOf = (more: object = {}) => ({
  pixel_id: pixel.superpixel,
  event: 'page_view',
  event_timestamp: new Date(Date.now() - 60_000).toISOString(),
  cookie_id: 'cookie-1',
  page_url: 'https://shop.example.com/prices?utm_source=ad',
  referrer: 'https://www.example.net/search',
  event_data: { title: 'Prices' },
  ...more,
})
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const visitorsOf = () =>
  look.ask('select * from visitors where workspace_id = $1 order by page_views desc', [person.workspaceId])

describe('events of AudienceLab', () => {
  it('come as one, as a list or as a result, and sent again count once', async () => {
    const [a, b, c] = ['/a', '/b', '/c'].map((path) =>
      eventOf({ page_url: `https://shop.example.com${path}` }),
    )
    expect((await send(a)).body).toEqual({ accepted: 1, dropped: 0, unknown: 0, ignored: 0 })
    expect((await send([a, b, b])).body).toEqual({ accepted: 1, dropped: 2, unknown: 0, ignored: 0 })
    expect((await send({ result: [a, b, c] })).body).toEqual({
      accepted: 1,
      dropped: 2,
      unknown: 0,
      ignored: 0,
    })
    await Promise.all(Array.from({ length: 5 }, () => send([a, b, c])))
    expect(await visitorsOf()).toMatchObject([
      { pixel_id: pixel.id, sessions: 1, page_views: 3, events: '3' },
    ])
    const [session] = await look.ask('select * from visitor_sessions where workspace_id = $1', [
      person.workspaceId,
    ])
    expect(session).toMatchObject({ referrer_host: 'www.example.net', page_views: 3 })
  })

  it('make a lead of whom they resolve, by their own fields', async () => {
    const address = `ada-${randomBytes(4).toString('hex')}@northwind.example`
    const resolution = {
      FIRST_NAME: 'Ada',
      LAST_NAME: 'Lovelace',
      BUSINESS_VERIFIED_EMAILS: address,
      JOB_TITLE: 'VP of Engineering',
      COMPANY_NAME: 'Northwind',
      COMPANY_DOMAIN: 'northwind.example',
      COMPANY_EMPLOYEE_COUNT: '201 to 500',
      COMPANY_STATE: 'CA',
    }
    // first the hash alone, then who it is
    await send(eventOf({ hem_sha256: sha256(address).toUpperCase(), event_type: 'x' }))
    await identify(world, person.workspaceId)
    expect(await look.leads(person.workspaceId)).toEqual([])
    await send(eventOf({ hem_sha256: sha256(address), event: 'form_submit', resolution }))
    await identify(world, person.workspaceId)
    const leads = await look.leads(person.workspaceId)
    expect(leads).toMatchObject([
      {
        ...{
          source: 'pixel',
          email: address,
          email_status: 'valid',
          full_name: 'Ada Lovelace',
          seniority: 'vp',
        },
        ...{ company_name: 'Northwind', company_size: '201-500', state: 'CA' },
      },
    ])
    expect(await visitorsOf()).toMatchObject([{ lead_id: leads[0].id, company_name: 'Northwind' }])
    const links = await look.ask('select kind, given from visitor_links where workspace_id = $1', [
      person.workspaceId,
    ])
    expect(links).toEqual([{ kind: 'superpixel', given: null }])
  })

  it('with a hash alone find the own lead, and nobody of another workspace', async () => {
    const [mine, theirs] = ['mine', 'theirs'].map(
      (who) => `${who}-${randomBytes(4).toString('hex')}@people.example`,
    )
    const other = await addPerson(world)
    const [leadId] = await addLeads(world, person.workspaceId, [{ email: mine }])
    await addLeads(world, other.workspaceId, [{ email: theirs }])
    await send([
      eventOf({ hem_sha256: sha256(mine ?? '') }),
      eventOf({ hem_sha256: sha256(theirs ?? ''), cookie_id: 'cookie-2' }),
    ])
    await identify(world, person.workspaceId)
    const found = (await visitorsOf()).map(({ lead_id }) => lead_id)
    expect(found.sort()).toEqual([leadId, null].sort())
  })

  it('of excluded pages, of a paused pixel and out of time are not taken', async () => {
    const old = new Date(Date.now() - 8 * 86_400_000).toISOString()
    const answer = await send([
      eventOf({ page_url: 'https://shop.example.com/private/x' }),
      eventOf({ event_timestamp: old }),
    ])
    expect(answer.body).toMatchObject({ accepted: 0, dropped: 2 })
    await look.ask(`update pixels set status = 'paused' where id = $1`, [pixel.id])
    expect((await send(eventOf())).body).toMatchObject({ accepted: 0, dropped: 1 })
    const drops = await look.ask('select reason from pixel_drops where pixel_id = $1 order by 1', [pixel.id])
    expect(drops.map(({ reason }) => reason)).toEqual(['clock', 'path', 'paused'])
  })
})

describe('the webhook', () => {
  it('is refused without the secret', async () => {
    for (const secret of [`${SECRET}x`, 'x', SECRET.slice(1)]) {
      const answer = await send(eventOf(), secret)
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated'])
    }
    expect((await app.client.request('POST', PATH, { body: eventOf() })).status).toBe(401)
    expect(await visitorsOf()).toEqual([])
  })

  it('answers pixels that are nobody’s, and lists them for the operator, who says whose they are', async () => {
    const stray = `stray-${randomBytes(6).toString('hex')}`
    const answer = await send([eventOf({ pixel_id: stray }), eventOf({ pixel_id: stray }), eventOf()])
    expect([answer.status, answer.body]).toEqual([200, { accepted: 1, dropped: 0, unknown: 2, ignored: 0 }])
    const operator = await addPerson(world, { operator: true })
    const list = await app.client.request('GET', '/api/operator/superpixel-strays?limit=200', operator)
    expect(
      list.body.data.find(({ superpixel_id }: { superpixel_id: string }) => superpixel_id === stray),
    ).toMatchObject({ events: 2, host: 'shop.example.com' })
    const assign = (body: unknown, who: { cookie?: string } = operator, id = stray) =>
      app.client.request('POST', `/api/operator/superpixel-strays/${id}/assignment`, {
        cookie: who.cookie,
        body,
      })
    expect((await assign({ key: pixel.key }, person)).status).toBe(403)
    expect((await assign({ key: pixel.key }, {})).status).toBe(401)
    expect((await app.client.request('GET', '/api/operator/superpixel-strays', person)).status).toBe(403)
    expect((await assign({ key: 'no' })).status).toBe(422)
    expect((await assign({ key: '0123456789abcdef' })).status).toBe(404)
    expect((await assign({ key: pixel.key })).status).toBe(409)
    const free = await addPixel(world, person.workspaceId)
    expect((await assign({ key: free.key }, operator, 'never-seen')).status).toBe(404)
    expect((await assign({ key: free.key })).status).toBe(204)
    expect((await send(eventOf({ pixel_id: stray }))).body).toMatchObject({ accepted: 1, unknown: 0 })
  })

  it('never fails by what it is sent', async () => {
    const odd = fc.oneof(
      fc.anything({ withNullPrototype: false, maxDepth: 3 }),
      fc.constantFrom('\u0000', '\ud800', '', 'null', -1, 1e300, '9'.repeat(50), '2026-13-45', [], {}),
    )
    const names = [
      'pixel_id',
      'event',
      'event_timestamp',
      'hem_sha256',
      'uid',
      'cookie_id',
      'page_url',
      'referrer',
    ]
    const malformed = fc.oneof(
      odd,
      fc.array(odd, { maxLength: 3 }),
      fc.record({ result: fc.oneof(odd, fc.array(odd, { maxLength: 3 })) }),
      fc.dictionary(fc.constantFrom(...names, 'event_data', 'resolution'), odd),
      // good, but for one member or for what it knows of the person
      fc
        .tuple(fc.constantFrom(...names, 'event_data', 'resolution'), odd)
        .map(([name, value]) => eventOf({ [name]: value })),
      fc
        .dictionary(fc.constantFrom('FIRST_NAME', 'BUSINESS_EMAIL', 'MOBILE_PHONE', 'COMPANY_NAME'), odd)
        .map((resolution) => eventOf({ resolution, cookie_id: 'fuzz' })),
    )
    const bodies = fc.sample(malformed, 700).map((body) => {
      try {
        return JSON.stringify(body) ?? ''
      } catch {
        return '{'
      }
    })
    bodies.push(...fc.sample(fc.string({ unit: 'binary' }), 300))
    const outcomes = new Map<string, number>()
    const note = (outcome: unknown) => outcomes.set(String(outcome), (outcomes.get(String(outcome)) ?? 0) + 1)
    let next = 0
    const work = async () => {
      for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
        // every tenth over the wire, the others as the route hands them on
        if (next % 10 === 0) note((await send(body)).status)
        else
          await receiveEvents(world.db, world.log, body).then(
            () => note(200),
            (error) => note(error instanceof Problem ? STATUS_OF[error.code] : error),
          )
      }
    }
    await Promise.all(Array.from({ length: 16 }, work))
    expect([...outcomes.keys()].sort()).toEqual(['200', '400'])
    expect([...outcomes.values()].reduce((sum, n) => sum + n)).toBe(1_000)
  })

  it('takes at most a thousand events, and no huge body', async () => {
    expect((await send(Array.from({ length: 1001 }, () => eventOf()))).status).toBe(413)
    expect((await send(`["${'x'.repeat(1_100_000)}"]`)).status).toBe(413)
  })
})

describe('making one at AudienceLab', () => {
  it('is told to be impossible where the operator set nothing, and refused to others', async () => {
    const own = await addPixel(world, person.workspaceId)
    const path = `/api/pixels/${own.id}/superpixel`
    expect((await app.client.request('GET', path, person)).body).toEqual({
      available: false,
      connected: false,
    })
    expect((await app.client.request('GET', `/api/pixels/${pixel.id}/superpixel`, person)).body).toEqual({
      available: false,
      connected: true,
    })
    const refused = await app.client.request('POST', path, person)
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringContaining('AUDIENCELAB_API_KEY'),
    ])
    expect((await app.client.request('POST', path)).status).toBe(401)
    const reader = { key: await addKey(world, person.workspaceId, ['read']) }
    expect((await app.client.request('POST', path, reader)).status).toBe(403)
    const stranger = await addPerson(world)
    for (const method of ['GET', 'POST'])
      expect((await app.client.request(method, path, stranger)).status).toBe(404)
  })
})
