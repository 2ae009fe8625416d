/** A profile as AudienceLab sends it; `answers`: what /enrich finds it by. */
export interface Person {
  [field: string]: unknown
  answers?: Record<string, string>
}

const STATES = ['CA', 'TX', 'NY', 'FL', 'WA']
const TITLES = [
  'VP of Sales',
  'Software Engineer',
  'Marketing Manager',
  'Chief Executive Officer',
  'Sales Intern',
]
const LEVELS = ['vp', 'staff', 'manager', 'cxo', 'entry']
const INDUSTRIES = ['Software Development', 'Hospitals', 'Banking', 'Construction']
const SIZES = ['1 to 10', '51 to 200', '1001 to 5000']

export function somebody(n: number): Person {
  const domain = `firm${n % 50}.example`
  return {
    UUID: `p${n}`,
    FIRST_NAME: `First${n}`,
    LAST_NAME: `Last${n}`,
    BUSINESS_EMAIL: `b${n}@${domain}`,
    BUSINESS_VERIFIED_EMAILS: n % 2 ? `b${n}@${domain}` : '',
    PERSONAL_EMAILS: `p${n}@mail.example, q${n}@mail.example`,
    MOBILE_PHONE: `+1415555${String(2000 + (n % 1000)).padStart(4, '0')}`,
    JOB_TITLE: TITLES[n % TITLES.length],
    SENIORITY_LEVEL: LEVELS[n % LEVELS.length],
    COMPANY_NAME: `Firm ${n % 50} Inc`,
    COMPANY_DOMAIN: domain,
    COMPANY_INDUSTRY: INDUSTRIES[n % INDUSTRIES.length],
    COMPANY_EMPLOYEE_COUNT: SIZES[n % SIZES.length],
    // Seven states against five titles, so that every pair occurs.
    PERSONAL_STATE: STATES[Math.floor(n / 7) % STATES.length],
    PERSONAL_CITY: 'Springfield',
    answers: { email: `b${n}@${domain}` },
  }
}

type Test = (person: Person, wanted: never) => boolean
const text = (value: unknown) => String(value ?? '').toLowerCase()
const oneOf =
  (field: string): Test =>
  (person, wanted: string[]) =>
    wanted.map(text).includes(text(person[field]))
const holds =
  (field: string): Test =>
  (person, wanted: string[]) =>
    wanted.some((words) => text(person[field]).includes(text(words)))
const LEVEL_OF: Record<string, string> = {
  ...{ 'C-Suite': 'cxo', VP: 'vp', Manager: 'manager', 'Entry Level': 'entry' },
  'Individual Contributor': 'staff',
}

/** How AudienceLab would choose; an unknown field is passed over, as it does. */
const TESTS: Record<string, Test> = {
  'business.industry': oneOf('COMPANY_INDUSTRY'),
  'business.seniority': (person, wanted: string[]) =>
    wanted.some((level) => LEVEL_OF[level] === person.SENIORITY_LEVEL),
  'business.jobTitle': holds('JOB_TITLE'),
  'business.excludeJobTitle': (person, wanted) => !holds('JOB_TITLE')(person, wanted),
  'business.companyName': oneOf('COMPANY_NAME'),
  'business.employeeCount': (
    person,
    { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number },
  ) => {
    const [low = 0, high = low] = String(person.COMPANY_EMPLOYEE_COUNT).match(/\d+/g)?.map(Number) ?? []
    return low >= min && high <= max
  },
  'location.state': oneOf('PERSONAL_STATE'),
  'location.city': oneOf('PERSONAL_CITY'),
}

export function fitting(people: Person[], filters: unknown): Person[] {
  const groups = Object.entries((filters ?? {}) as Record<string, Record<string, never>>)
  const tests = groups.flatMap(([group, fields]) =>
    Object.entries(fields).flatMap(([field, wanted]) => {
      const test = TESTS[`${group}.${field}`]
      return test ? [(person: Person) => test(person, wanted)] : []
    }),
  )
  return people.filter((person) => tests.every((test) => test(person)))
}
