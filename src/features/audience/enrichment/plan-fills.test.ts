import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENRICHED_FIELDS, type EnrichedField, type Known } from './fields.ts'
import { planFills } from './plan-fills.ts'

const NOTHING = Object.fromEntries(ENRICHED_FIELDS.map((field) => [field, null])) as unknown as Known
const known = (given: Partial<Known>): Known => ({ ...NOTHING, ...given })
const none = new Set<EnrichedField>()

/** Few values, so that both sides often agree. */
const anyKnown = fc
  .record(
    Object.fromEntries(
      ENRICHED_FIELDS.map((field) => [
        field,
        field === 'revenue'
          ? fc.constantFrom(null, 1, 2)
          : fc.constantFrom(null, `${field} a`, `${field} b`, 'Same'),
      ]),
    ),
  )
  .map((value) => value as unknown as Known)
const anyFields = fc.subarray([...ENRICHED_FIELDS]).map((fields) => new Set(fields))

describe('planning what is filled', () => {
  it('never touches what is held unless it was chosen, and never fills with what is not known', () => {
    fc.assert(
      fc.property(anyKnown, anyKnown, (held, found) => {
        for (const [field, value] of Object.entries(planFills(held, found, none))) {
          expect(held[field as EnrichedField]).toBeNull()
          expect(value).toBe(found[field as EnrichedField])
          expect(value).not.toBeNull()
        }
      }),
    )
  })

  it('finds nothing more to do once it was done', () => {
    fc.assert(
      fc.property(anyKnown, anyKnown, anyFields, (held, found, overwrite) => {
        const once = { ...held, ...planFills(held, found, overwrite) }
        const twice = { ...once, ...planFills(once, found, overwrite) }
        expect(planFills(twice, found, overwrite)).toEqual({})
      }),
    )
  })

  it('never says one address or number in two fields', () => {
    fc.assert(
      fc.property(anyKnown, anyKnown, (held, found) => {
        const after = { ...held, ...planFills(held, found, none) }
        if (held.email !== held.second_email && after.email !== null)
          expect(after.second_email).not.toBe(after.email)
        if (held.phone !== held.mobile && after.phone !== null) expect(after.mobile).not.toBe(after.phone)
      }),
    )
  })

  it('leaves facts of another company, job and place alone', () => {
    const found = known({
      ...{
        company_name: 'Acme',
        company_domain: 'acme.com',
        industry: 'Mining',
        revenue: 5,
        job_title: 'Director',
      },
      ...{ seniority: 'director', city: 'Oakland', state: 'CA', country: 'US' },
    })
    expect(planFills(known({ company_name: 'Other', country: 'NO' }), found, none)).toEqual({})
    expect(
      planFills(known({ company_name: 'ACME, Inc.', job_title: 'Miner', country: 'US' }), found, none),
    ).toEqual({
      ...{ company_domain: 'acme.com', industry: 'Mining', revenue: 5, city: 'Oakland', state: 'CA' },
    })
    // a domain that the address tells says nothing against the company of the same address
    const address = { email: 'ann@acme.de', company_domain: 'acme.de' }
    expect(planFills(known(address), known({ ...found, email: 'ann@acme.de' }), none)).toMatchObject({
      ...{ company_name: 'Acme', industry: 'Mining' },
    })
  })

  it('replaces a title or a company with its facts', () => {
    const held = known({ job_title: 'Miner', seniority: 'entry', company_name: 'Acme', industry: 'Mining' })
    const found = known({
      job_title: 'CEO',
      seniority: 'c_suite',
      company_name: 'Other',
      industry: 'Banking',
    })
    expect(planFills(held, found, new Set(['job_title', 'company_name']))).toEqual(
      expect.objectContaining({
        job_title: 'CEO',
        seniority: 'c_suite',
        company_name: 'Other',
        industry: 'Banking',
      }),
    )
  })
})
