import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, createEnrichmentWorld, type EnrichmentWorld } from '../../../../test/enrichment-world.ts'
import type { Person } from '../../../../test/people.ts'
import { anEmail } from '../../leads/add-leads.test-kit.ts'

let world: EnrichmentWorld
beforeAll(async () => {
  world = await createEnrichmentWorld()
})
afterAll(() => world.dispose())

const upload = (who: Person, csv: string | Blob, fields: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', typeof csv === 'string' ? new Blob([csv]) : csv, 'people.csv')
  return world.request(who, 'POST', '/api/enrichment/matches', form)
}

describe('enriching a file', () => {
  it('matches its rows, fills what their cells lack and gives them back with ours beside', async () => {
    const buyer = await world.buyer(5)
    const [ann, bob] = [anEmail(), anEmail()]
    world.people.push(
      aPerson({ email: ann, full_name: 'Ann "A" Lee', first_name: 'Ann', last_name: 'Lee', city: '=1+1' }),
      aPerson({ email: bob, mobile: '+14155550155', job_title: 'Clerk' }),
    )
    const csv = [
      'E-Mail;Name;Job;Note',
      `${ann};;Miner;=HYPERLINK("http://x")`,
      `${bob};Bob;;@x`,
      'nobody@x.example;;;',
      'not an address;Zed;;',
    ].join('\r\n')
    const { status, body } = await upload(buyer, csv, { mapping: JSON.stringify({ Job: 'job_title' }) })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ kind: 'file', file_name: 'people.csv', rows: 4, found: 2, would_fill: 2, credit_cost: 0.4 },
      by_match: { email: 2 },
      by_field: { full_name: { fills: 1, differs: 1, mean_confidence: 0.95 }, mobile: { fills: 1 } },
    })
    const run = await world.run(buyer, body.id)
    expect(run.body).toMatchObject({
      kind: 'file',
      filled: 2,
      no_match: 2,
      credits_charged: 0.4,
      undo_until: null,
    })
    const file = await world.request(buyer, 'GET', `/api/enrichment/runs/${body.id}/file.csv`)
    const [header = '', first = '', second = '', third = '', fourth = ''] = file.text.split('\r\n')
    expect(header).toMatch(
      /^E-Mail,Name,Job,Note,enrichment_outcome,enrichment_confidence,enrichment_matched_by,enriched_/,
    )
    expect(first).toContain(`${ann},,Miner,"'=HYPERLINK(""http://x"")",filled,0.95,email,`)
    expect(first).toContain(`"Ann ""A"" Lee"`)
    expect(first).toContain(`,'=1+1,`)
    expect(second).toContain(`${bob},Bob,,'@x,filled`)
    expect(second).toContain(`'+14155550155`)
    expect(third).toMatch(/^nobody@x\.example,,,,no_match,,,/)
    expect(fourth).toMatch(/^not an address,Zed,,,no_match/)
    expect(await world.rows('select from leads where workspace_id = $1', [buyer.workspaceId])).toHaveLength(0)
    expect(await world.request(buyer, 'POST', `/api/enrichment/runs/${body.id}/reversal`)).toMatchObject({
      status: 409,
    })
    const other = await world.buyer(0)
    expect(await world.request(other, 'GET', `/api/enrichment/runs/${body.id}/file.csv`)).toMatchObject({
      status: 404,
    })
  })

  it('pays for a person once who stands in it twice', async () => {
    const buyer = await world.buyer(5)
    const email = anEmail()
    world.people.push(aPerson({ email }))
    const { body } = await upload(buyer, `email\n${email}\n${email.toUpperCase()}\n`)
    expect(body).toMatchObject({ rows: 2, would_fill: 2, paid_before: 1, credit_cost: 0.2 })
    const run = await world.run(buyer, body.id)
    expect(run.body).toMatchObject({ filled: 2, charged: 1, credits_charged: 0.2 })
  })

  it('is told what is wrong with it, and nothing is left of it', async () => {
    const buyer = await world.buyer(5)
    expect(await upload(buyer, '')).toMatchObject({ status: 422 })
    expect(await upload(buyer, 'colour,shape\nred,round\n')).toMatchObject({ status: 422 })
    expect(await upload(buyer, 'email\n')).toMatchObject({ status: 422 })
    const many = `email\n${'a@x.example\n'.repeat(10_001)}`
    expect((await upload(buyer, many)).body.errors[0]).toMatchObject({ path: 'file' })
    expect(await upload(buyer, 'email\na@x.example\n', { mapping: '{' })).toMatchObject({ status: 422 })
    expect(await upload(buyer, 'email\na@x.example\n', { mapping: '{"no":"email"}' })).toMatchObject({
      status: 422,
    })
    expect(await upload(buyer, 'email\na@x.example\n', { default_country: 'Norway' })).toMatchObject({
      status: 422,
    })
    expect(
      await world.rows('select from enrichments where workspace_id = $1', [buyer.workspaceId]),
    ).toHaveLength(0)
  })

  it('keeps what no text of the database can hold out of it', async () => {
    const buyer = await world.buyer(1)
    const email = anEmail()
    world.people.push(aPerson({ email }))
    // a zero byte, and half of a character, which only UTF-16 can hold
    const csv = Buffer.from(`\ufeffemail,note\n${email},a\0b\ud83d\n`, 'utf16le')
    const answer = await upload(buyer, new Blob([csv]))
    expect(answer).toMatchObject({ status: 201, body: { rows: 1, found: 1 } })
    expect((await world.run(buyer, answer.body.id)).body).toMatchObject({ filled: 1 })
  })

  it('takes a name and a company where there is no contact', async () => {
    const buyer = await world.buyer(5)
    world.people.push(
      aPerson({ full_name: 'Siri Sund', first_name: 'Siri', last_name: 'Sund', company_name: 'Sund' }),
    )
    const { body } = await upload(buyer, 'first name,last name,company\nSiri,Sund,Sund\n,,\nSiri,,\n')
    expect(body).toMatchObject({ rows: 2, found: 1, confident: 0, by_match: { name_and_company: 1 } })
    const path = `/api/enrichment/matches/${body.id}`
    const chosen = await world.request(buyer, 'GET', `${path}?min_confidence=0.5&overwrite=job_title,city`)
    expect(chosen.body).toMatchObject({ confident: 1, would_fill: 1, overwrite: ['job_title', 'city'] })
    expect(await world.request(buyer, 'GET', `${path}?overwrite=notes`)).toMatchObject({ status: 422 })
    expect(await world.request(await world.buyer(0), 'GET', path)).toMatchObject({ status: 404 })
  })
})
