import { describe, expect, it } from 'vitest'
import { parseCompanySize } from './company-size.ts'
import { parseConsentTime } from './consent-time.ts'
import { parseCountry } from './country.ts'
import { parseIndustry } from './industry.ts'
import { leadOf } from './lead-of.test-kit.ts'
import { parseLinkedin } from './linkedin.ts'
import { parseRevenue, revenueUnit } from './revenue.ts'
import { parseState } from './state.ts'
import { parseVerification } from './verification.ts'
import { parseWebsite } from './web-address.ts'

it.each([
  ['United States', 'US'],
  ['usa', 'US'],
  ['U.S.A.', 'US'],
  ['UAE', 'AE'],
  ['England', 'GB'],
  ['Deutschland', 'DE'],
  ['Allemagne', 'DE'],
  ['España', 'ES'],
  ['日本', 'JP'],
  ['Russia', 'RU'],
  ["Côte d'Ivoire", 'CI'],
  ['fr', 'FR'],
  ['FRA', 'FR'],
  ['Korea, Republic of', 'KR'],
  ['N/A', null],
  ['+1', null],
  ['constructor', null],
  ['Atlantis', null],
])('country %j is %j', (given, code) => {
  expect(parseCountry(given)).toBe(code)
})

it.each([
  ['California', 'US', 'CA'],
  ['n.y.', 'US', 'NY'],
  ['US-TX', 'US', 'TX'],
  ['Québec', 'CA', 'QC'],
  ['California', null, 'CA'],
  ['Georgia', null, 'Georgia'],
  ['BE', 'DE', 'BE'],
  ['Bavaria', 'DE', 'Bavaria'],
])('state %j in %s is %j', (given, country, state) => {
  expect(parseState(given, country)).toBe(state)
})

it.each([
  ['1', '1-10'],
  ['11-50', '11-50'],
  ['51 – 200 employees', '51-200'],
  ['1,001-5,000', '1001-5000'],
  ['10,000+', '10001+'],
  ['10001+', '10001+'],
  ['5K-10K', '5001-10000'],
  ['200-500', '201-500'],
  ['350', '201-500'],
  ['250.0', '201-500'],
  ['Nov-50', '11-50'],
  ['Self-employed', '1-10'],
  ['0', null],
  ['many', null],
  ['__proto__', null],
])('company size %j is %j', (given, size) => {
  expect(parseCompanySize(given)).toBe(size)
})

it.each([
  ['12500000', 1, 12_500_000],
  ['$12,500,000.40', 1, 12_500_000],
  ['1.200.000', 1, 1_200_000],
  ['$1.2M', 1, 1_200_000],
  ['1.25 billion', 1, 1_250_000_000],
  ['$10M - $50M', 1, 30_000_000],
  ['10-50M', 1, 30_000_000],
  ['$1B+', 1, 1_000_000_000],
  ['500', 1000, 500_000],
  ['$5 mil.', 1000, 5_000_000],
  ['€5M', 1, null],
  ['85 L', 1, null],
  ['-5', 1, null],
  ['secret', 1, null],
])('revenue %j in units of %d is %j', (given, unit, dollars) => {
  expect(parseRevenue(given, unit)).toBe(dollars)
})

it('reads the unit of a revenue column from its header', () => {
  expect(revenueUnit('Revenue (in 000s USD)')).toBe(1000)
  expect(revenueUnit('Revenue in millions')).toBe(1_000_000)
  expect(revenueUnit('Annual Revenue')).toBe(1)
})

it.each([
  ['https://www.linkedin.com/in/Ann-Lee-1a2b/?locale=en', 'https://www.linkedin.com/in/ann-lee-1a2b'],
  ['http://uk.linkedin.com/in/ann-lee', 'https://www.linkedin.com/in/ann-lee'],
  ['linkedin.com/in/ann-lee/details/skills', 'https://www.linkedin.com/in/ann-lee'],
  ['/in/ann-lee', 'https://www.linkedin.com/in/ann-lee'],
  ['https://www.linkedin.com/in/jos%C3%A9', 'https://www.linkedin.com/in/jos%C3%A9'],
  ['https://www.linkedin.com/in/JOSÉ', 'https://www.linkedin.com/in/jos%C3%A9'],
])('LinkedIn %j is %j', (given, url) => {
  expect(parseLinkedin(given)).toEqual({ url })
})

it.each([
  ['https://www.linkedin.com/company/acme', 'linkedin_not_a_person'],
  ['https://www.linkedin.com/sales/lead/ACwAA,NAME', 'linkedin_not_a_person'],
  ['https://example.com/in/ann', 'invalid_linkedin'],
  ['https://notlinkedin.com/in/ann', 'invalid_linkedin'],
  ['ann-lee', 'invalid_linkedin'],
])('LinkedIn %j is refused: %s', (given, problem) => {
  expect(parseLinkedin(given)).toEqual({ problem })
})

it.each([
  ['Verified', 'valid'],
  ['Guessed', 'risky'],
  ['Extrapolated', 'risky'],
  ['catch-all', 'risky'],
  ['accept_all', 'risky'],
  ['Unavailable', 'invalid'],
  ['Bounced', 'invalid'],
  ['User Managed', 'unverified'],
  ['unknown', 'unknown'],
  ['purple', null],
])('verification %j is %j', (given, state) => {
  expect(parseVerification(given)).toBe(state)
})

it.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31 09:05:00', '2026-01-31T09:05:00.000Z'],
  ['2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00.000Z'],
  ['31.01.2026', '2026-01-31T00:00:00.000Z'],
  ['01/31/2026 4:05 PM', '2026-01-31T16:05:00.000Z'],
  ['31/01/2026', '2026-01-31T00:00:00.000Z'],
  ['15-Jan-2026', '2026-01-15T00:00:00.000Z'],
  ['Mar 20 2026', '2026-03-20T00:00:00.000Z'],
  ['1767225600', '2026-01-01T00:00:00.000Z'],
  ['1767225600123', '2026-01-01T00:00:00.123Z'],
  ['03/04/2026', null],
  ['2026-02-30', null],
  ['yesterday', null],
])('consent time %j is %j', (given, iso) => {
  expect(parseConsentTime(given)).toBe(iso)
})

it.each([
  ['www.Example.com/', 'https://www.example.com', 'example.com'],
  ['http://shop.example.co.uk/a?b=1#c', 'http://shop.example.co.uk/a?b=1', 'example.co.uk'],
  ['münchen.de', 'https://xn--mnchen-3ya.de', 'xn--mnchen-3ya.de'],
])('website %j', (given, url, domain) => {
  expect(parseWebsite(given)).toEqual({ url, domain })
})

it.each(['acme', 'not a site.com', 'javascript:alert(1)', 'http://'])('website %j is none', (given) => {
  expect(parseWebsite(given)).toBeNull()
})

it('knows industries whatever their spelling, and keeps the ones it does not', () => {
  expect(parseIndustry('information technology & services')).toBe('Information Technology')
  expect(parseIndustry('COMPUTER SOFTWARE')).toBe('Software')
  expect(parseIndustry('Hospital & Health Care')).toBe('Healthcare')
  expect(parseIndustry('Kite Making')).toBe('Kite Making')
})

describe('company domain', () => {
  it('is the given one, else the website, else of a work email', () => {
    expect(leadOf({ company_domain: 'https://www.Acme.com/x', website: 'other.com' }).company_domain).toBe(
      'acme.com',
    )
    expect(leadOf({ website: 'www.other.com' }).company_domain).toBe('other.com')
    expect(leadOf({ email: 'ann@mail.acme.co.uk' }).company_domain).toBe('acme.co.uk')
    expect(leadOf({ email: 'ann@gmail.com' }).company_domain).toBeNull()
    expect(leadOf({ email: 'ann@mailinator.com' }).company_domain).toBeNull()
  })
})
