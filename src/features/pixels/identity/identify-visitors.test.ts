import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addLeads } from '../../../../test/market.ts'
import { addPerson } from '../../../../test/people.ts'
import { addPixel, type TestPixel } from '../ingest/ingest.test-kit.ts'
import { ageEngagement } from './engage-leads.ts'
import { browse, identify, lookups, newBrowser } from './identity.test-kit.ts'
import { forgetHashes } from './own-lead-hashes.ts'
import { visitorToken } from './visitor-token.ts'

let world: TestWorld
let app: TestApp
let look: ReturnType<typeof lookups>
let workspaceId: string
let pixel: TestPixel
beforeAll(async () => {
  world = await createTestWorld()
  // no worker: the job runs when a test says so
  app = await world.startApp({ ROLE: 'web' })
  look = lookups(world)
})
afterAll(() => world.dispose())
beforeEach(async () => {
  workspaceId = (await addPerson(world)).workspaceId
  pixel = await addPixel(world, workspaceId)
})

const email = () => `ada-${randomBytes(4).toString('hex')}@northwind.example`

describe('an identified visitor', () => {
  it('becomes a lead of source pixel, with the visits before it was known', async () => {
    const browser = newBrowser()
    const address = email()
    await browse(app.url, pixel, browser, { pages: ['/', '/prices', '/about'] })
    await browse(app.url, pixel, browser, {
      identify: { email: address, first_name: 'Ada', last_name: 'Lovelace', from: 'form' },
    })
    const before = await look.ask('select * from visitor_sessions where visitor_id = $1', [browser.visitor])
    await identify(world, workspaceId)
    const [lead] = await look.leads(workspaceId)
    expect(lead).toMatchObject({
      ...{ source: 'pixel', source_detail: 'Shop', email: address, full_name: 'Ada Lovelace' },
      // one visit 1, three pages 1, today 3
      points_engagement: 5,
    })
    expect(lead.score).toBe(
      lead.points_email +
        lead.points_phone +
        lead.points_completeness +
        lead.points_fit +
        lead.points_recency +
        5,
    )
    expect(await look.visitor(browser)).toMatchObject({ lead_id: lead.id, identified_at: expect.any(Date) })
    expect(await look.ask('select * from visitor_sessions where visitor_id = $1', [browser.visitor])).toEqual(
      before,
    )
    // the values are the lead's now, and nowhere beside it
    expect(await look.links(browser)).toMatchObject([{ kind: 'form', given: null, lead_id: lead.id }])
    const told = await look.ask(
      `select payload from events where workspace_id = $1 and type = 'visitor.identified'`,
      [workspaceId],
    )
    expect(told).toEqual([{ payload: { visitor_id: browser.visitor, lead_id: lead.id } }])
    expect(await look.ask('select * from check_figures($1)', [workspaceId])).toEqual([])
  })

  it('in two browsers at once is one lead', async () => {
    const browsers = Array.from({ length: 6 }, newBrowser)
    const address = email()
    await Promise.all(
      browsers.map(async (browser, n) => {
        const given = n % 2 ? address.toUpperCase() : ` ${address}`
        await browse(app.url, pixel, browser, { pages: ['/'], identify: { email: given, from: 'call' } })
        await identify(world, workspaceId)
      }),
    )
    await identify(world, workspaceId)
    const leads = await look.leads(workspaceId)
    expect(leads).toHaveLength(1)
    for (const browser of browsers) expect((await look.visitor(browser)).lead_id).toBe(leads[0].id)
  })

  it('that is a lead already is linked to it, and only empty fields are filled', async () => {
    const address = email()
    const [leadId] = await addLeads(world, workspaceId, [{ email: address, full_name: 'Ada King' }])
    const browser = newBrowser()
    await browse(app.url, pixel, browser, {
      pages: ['/'],
      identify: {
        email: address,
        first_name: 'Other',
        last_name: 'Name',
        company_name: 'Northwind',
        from: 'call',
      },
    })
    await identify(world, workspaceId)
    const leads = await look.leads(workspaceId)
    expect(leads).toMatchObject([
      { id: leadId, source: 'upload', full_name: 'Ada King', company_name: 'Northwind' },
    ])
    expect((await look.visitor(browser)).lead_id).toBe(leadId)
    expect(
      await look.ask('select type, changes from lead_history where lead_id = $1', [leadId]),
    ).toMatchObject([{ type: 'identified', changes: { fields: expect.arrayContaining(['company_name']) } }])
  })

  it('is never matched with a lead of another workspace', async () => {
    const other = await addPerson(world)
    const address = email()
    const [leadId] = await addLeads(world, other.workspaceId, [{ email: address }])
    const token = visitorToken(world.db, { workspaceId: other.workspaceId, leadId: leadId ?? '' })
    const [named, mailed] = [newBrowser(), newBrowser()]
    await browse(app.url, pixel, named, { identify: { email: address, from: 'call' }, pages: ['/'] })
    await browse(app.url, pixel, mailed, { identify: { from: 'mail', token }, pages: ['/'] })
    await identify(world, workspaceId)
    const [lead] = await look.leads(workspaceId)
    expect(lead.id).not.toBe(leadId)
    expect((await look.visitor(named)).lead_id).toBe(lead.id)
    expect(await look.visitor(mailed)).toMatchObject({ lead_id: null, identified_at: null })
    expect(await look.links(mailed)).toEqual([])
    expect(await look.ask('select points_engagement from leads where id = $1', [leadId])).toEqual([
      { points_engagement: 0 },
    ])
  })

  it('who must not be stored never becomes a lead, and nothing of it is kept', async () => {
    const address = email()
    await look.ask(
      `insert into suppressions (workspace_id, identity, reason)
       values ($1, identity_hash(identity_key(), 'email', $2), 'asked')`,
      [workspaceId, address],
    )
    const browser = newBrowser()
    await browse(app.url, pixel, browser, { pages: ['/'], identify: { email: address, from: 'form' } })
    await identify(world, workspaceId)
    expect(await look.leads(workspaceId)).toEqual([])
    expect(await look.links(browser)).toEqual([])
    expect(await look.visitor(browser)).toMatchObject({ lead_id: null, identified_at: null })
  })

  it('is known by the link in one of our emails', async () => {
    const [leadId = ''] = await addLeads(world, workspaceId, [{}])
    const token = visitorToken(world.db, { workspaceId, leadId })
    const old = visitorToken(world.db, { workspaceId, leadId }, new Date('2020-01-01'))
    const [browser, forger, late] = [newBrowser(), newBrowser(), newBrowser()]
    await browse(app.url, pixel, browser, { pages: ['/'], identify: { from: 'mail', token } })
    const forged = (token[0] === 'A' ? 'B' : 'A') + token.slice(1)
    await browse(app.url, pixel, forger, { pages: ['/'], identify: { from: 'mail', token: forged } })
    await browse(app.url, pixel, late, { pages: ['/'], identify: { from: 'mail', token: old } })
    await identify(world, workspaceId)
    // opened once more
    await browse(app.url, pixel, browser, { pages: ['/again'], identify: { from: 'mail', token } })
    await identify(world, workspaceId)
    expect((await look.visitor(browser)).lead_id).toBe(leadId)
    expect(await look.links(browser)).toMatchObject([{ kind: 'mail', lead_id: leadId }])
    expect((await look.visitor(forger)).lead_id).toBeNull()
    expect((await look.visitor(late)).lead_id).toBeNull()
  })
})

describe('the rules of a pixel', () => {
  it('say who becomes a lead, and when: as soon as the last of them holds', async () => {
    const rules = { min_page_views: 3, pages: ['/prices*'] }
    await look.ask('update pixels set lead_rules = $2 where id = $1', [pixel.id, JSON.stringify(rules)])
    const browser = newBrowser()
    const address = email()
    await browse(app.url, pixel, browser, {
      pages: ['/', '/prices?from=home'],
      identify: { email: address, from: 'form' },
    })
    await identify(world, workspaceId)
    expect(await look.leads(workspaceId)).toEqual([])
    expect(await look.visitor(browser)).toMatchObject({ lead_id: null, identified_at: expect.any(Date) })
    await browse(app.url, pixel, browser, { pages: ['/about'] })
    await identify(world, workspaceId)
    expect(await look.leads(workspaceId)).toMatchObject([{ email: address, source: 'pixel' }])
  })

  it.each([
    { rule: { enabled: false }, columns: {}, becomes: false },
    { rule: { pages: ['/prices'] }, columns: {}, becomes: false },
    { rule: { countries: ['DE'] }, columns: { country: 'FR' }, becomes: false },
    { rule: { countries: ['DE'] }, columns: { country: 'DE' }, becomes: true },
    { rule: { countries: ['DE'] }, columns: {}, becomes: false },
    { rule: { company_sizes: ['11-50'] }, columns: { company_size: '51-200' }, becomes: false },
    { rule: { company_sizes: ['11-50'] }, columns: { company_size: '11-50' }, becomes: true },
  ])('$rule with a visitor $columns: $becomes', async ({ rule, columns, becomes }) => {
    await look.ask('update pixels set lead_rules = $2 where id = $1', [pixel.id, JSON.stringify(rule)])
    const browser = newBrowser()
    await browse(app.url, pixel, browser, { pages: ['/'], identify: { email: email(), from: 'form' } })
    for (const [name, value] of Object.entries(columns))
      await look.ask(`update visitors set ${name} = $2 where id = $1`, [browser.visitor, value])
    await identify(world, workspaceId)
    expect(await look.leads(workspaceId)).toHaveLength(becomes ? 1 : 0)
    expect((await look.links(browser))[0].given === null).toBe(becomes)
  })
})

describe('a hash alone', () => {
  it('finds the own lead with that address, also one that changed since, and never a stranger', async () => {
    const [first, second] = [email(), email()]
    const [leadId] = await addLeads(world, workspaceId, [{ email: first }, {}])
    const hashed = async (address: string) => {
      const browser = newBrowser()
      await browse(app.url, pixel, browser, { pages: ['/'] })
      await look.ask(
        `insert into visitor_links (workspace_id, visitor_id, kind, email_hash, given)
         values ($1, $2, 'superpixel', sha256(convert_to(lower($3), 'UTF8')), '{}')`,
        [workspaceId, browser.visitor, address],
      )
      await identify(world, workspaceId)
      return (await look.visitor(browser)).lead_id
    }
    expect(await hashed(first)).toBe(leadId)
    expect(await hashed(second)).toBeNull()
    await look.ask(`update leads set email = $2 where id = $1`, [leadId, second])
    await look.ask(
      `insert into lead_history (workspace_id, lead_id, type, changes) values ($1, $2, 'updated', '{"email": {}}')`,
      [workspaceId, leadId],
    )
    expect(await hashed(second.toUpperCase())).toBe(leadId)
    const kept = () => look.ask('select from lead_email_hashes where lead_id = $1', [leadId])
    await forgetHashes(world.db)
    expect(await kept()).toHaveLength(1)
    await look.ask('delete from leads where id = $1', [leadId])
    await forgetHashes(world.db)
    expect(await kept()).toEqual([])
  })
})

describe('visits and the score', () => {
  it('count for less as they get older, beside what the lead brought', async () => {
    const address = email()
    const [leadId] = await addLeads(world, workspaceId, [{ email: address }])
    await look.ask('update leads set points_engagement = 2 where id = $1', [leadId])
    const browser = newBrowser()
    await browse(app.url, pixel, browser, {
      pages: ['/a', '/b', '/c', '/d'],
      identify: { email: address, from: 'call' },
    })
    await identify(world, workspaceId)
    const points = async () =>
      (await look.ask('select points_engagement from leads where id = $1', [leadId]))[0].points_engagement
    expect(await points()).toBe(2 + 1 + 2 + 3)
    const age = async (days: number) => {
      await look.ask(
        `update visitor_sessions set last_at = now() - make_interval(days => $2) where visitor_id = $1`,
        [browser.visitor, days],
      )
      await look.ask('update lead_engagement set counted_on = counted_on - 1 where lead_id = $1', [leadId])
      await ageEngagement(world.db, new AbortController().signal)
    }
    await age(20)
    expect(await points()).toBe(2 + 1 + 2 + 1)
    await age(91)
    expect(await points()).toBe(2)
  })
})
