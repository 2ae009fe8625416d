import { COMPANY_SIZES, DEPARTMENTS, SENIORITIES } from '../schema.ts'

/** A person as a file has it, with nothing looked up, coded or folded. */
export interface PlainPerson {
  id: number
  email: string | null
  email_status: 'valid' | null
  phone: string | null
  linkedin_url: string | null
  first_name: string
  last_name: string
  job_title: string | null
  seniority: string | null
  department: string | null
  company_name: string | null
  company_domain: string | null
  industry: string | null
  naics: string | null
  company_size: string | null
  revenue: number | null
  city: string | null
  state: string | null
  postal_code: string | null
  country: string | null
  lat: number | null
  lon: number | null
  seen_on: string | null
}

export const TITLES = [
  ...['VP of Sales', 'Sales Director', 'Sales-Director, Déutschland', 'Director of Sales Operations', 'CTO'],
  ...[
    'Software Engineer',
    'Senior Software Engineer',
    'engineering MANAGER',
    'Head of Marketing & Sales',
    'Ingénieur',
  ],
]
export const INDUSTRIES = [
  ...[
    'Software Development',
    'Computer Games',
    'Mobile Gaming Apps',
    'Construction',
    'Civil Engineering',
    'Banking',
  ],
]
const PLACES = [
  ['San José', 'US-CA', '94110', 'US', 37.33, -121.89],
  ['Oakland', 'US-CA', '94612', 'US', 37.8, -122.27],
  ['New York', 'US-NY', '10001', 'US', 40.75, -73.99],
  ['Austin', 'US-TX', '73301', 'US', 30.27, -97.74],
  ['Toronto', 'CA-ON', null, 'CA', 43.65, -79.38],
  [null, null, null, 'DE', null, null],
  [null, null, null, null, null, null],
] as const
const COMPANIES = [
  ['Acme', 'acme.example', 'Software Development', '511210', '51-200', 5_000_000],
  ['Acme', 'acme-games.example', 'Computer Games', '511', '11-50', 900_000],
  ['Bürkle & Söhne', 'buerkle.example', 'Construction', '236220', '1001-5000', 80_000_000],
  ['Nordbank', null, 'Banking', '522110', '10001+', null],
  ['Tiny', 'tiny.example', null, null, '1-10', 20_000],
  [null, null, null, null, null, null],
] as const

/** People of every kind, the same ones for the same seed; their last name says who they are. */
export function plainPeople(count: number, seed: number): PlainPerson[] {
  const random = randomOf(seed)
  const one = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const orNothing = <T>(value: T, share: number): T | null => (random() < share ? null : value)
  return Array.from({ length: count }, (_, id) => {
    const last_name = nameOf(id)
    const [city, state, postal_code, country, lat, lon] = one(PLACES)
    const [company_name, company_domain, industry, naics, company_size, revenue] = one(COMPANIES)
    const job_title = orNothing(one(TITLES), 0.1)
    const email = orNothing(`${last_name.toLowerCase()}@people.example`, 0.25)
    const has =
      email === null ? one(['phone', 'linkedin', 'both']) : one(['phone', 'linkedin', 'both', 'none'])
    return {
      ...{ id, email, first_name: 'Ann', last_name, job_title },
      email_status: email !== null && random() < 0.5 ? ('valid' as const) : null,
      phone: has === 'phone' || has === 'both' ? `+1212736${String(1000 + (id % 9000))}` : null,
      linkedin_url:
        has === 'linkedin' || has === 'both'
          ? `https://www.linkedin.com/in/ann-${last_name.toLowerCase()}`
          : null,
      // A title says them where the file does not.
      seniority: job_title === null ? orNothing(one(SENIORITIES), 0.3) : one(SENIORITIES),
      department: job_title === null ? orNothing(one(DEPARTMENTS), 0.3) : one(DEPARTMENTS),
      ...{ company_name, company_domain, naics, revenue },
      industry: orNothing(industry ?? one(INDUSTRIES), 0.1),
      company_size: orNothing(company_size ?? one(COMPANY_SIZES), 0.1),
      ...{ city, state, postal_code, country, lat, lon },
      seen_on: orNothing(new Date(Date.now() - random() * 400 * 86_400_000).toISOString().slice(0, 10), 0.1),
    }
  })
}

/** A number written in letters, as part of a name. */
function nameOf(id: number): string {
  return `Zed${[...id.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('')}`
}

function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
