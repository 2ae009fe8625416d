import { createRandom, type Random } from './random.ts'
import { cities, companyHeads, departments, firstNames, industries, lastNames, levels } from './words.ts'

/** A fictional lead by our field names, as a partner's file would give it. */
export type DemoLead = Record<string, string>

interface Company {
  name: string
  domain: string
  industry: string
  employees: string
  revenue: string
}

/** `count` different people of one deterministic world: example domains and 555-01xx numbers only. */
export function demoPeople(seed: number, count: number): DemoLead[] {
  const random = createRandom(seed)
  const companies = Array.from({ length: Math.ceil(count / 6) }, (_, index) => company(random, seed, index))
  return Array.from({ length: count }, (_, index) => person(random, random.pick(companies), seed, index))
}

function company(random: Random, seed: number, index: number): Company {
  const industry = random.weighted(industries.map((one) => [one, one.weight] as const))
  const name = `${random.pick(companyHeads)} ${random.pick(companyHeads)} ${random.pick(industry.tails)}`
  const employees = random.weighted([
    ['8', 14],
    ['32', 22],
    ['140', 24],
    ['350', 16],
    ['800', 10],
    ['2400', 8],
    ['7000', 4],
    ['15000', 2],
  ] as const)
  return {
    name,
    domain: `${name.toLowerCase().replaceAll(' ', '-')}-${seed}${index}.example`,
    industry: industry.name,
    employees,
    revenue: String(Number(employees) * random.between(90, 240) * 1000),
  }
}

function person(
  random: Random,
  { name, domain, industry, employees, revenue }: Company,
  seed: number,
  index: number,
): DemoLead {
  const first = random.pick(firstNames)
  const last = random.pick(lastNames)
  const department = random.weighted(departments.map((one) => [one.name, one.weight] as const))
  const [city, state, postalCode, areaCode] = random.pick(cities)
  const slug = `${first}.${last}`.toLowerCase()
  const lead: DemoLead = {
    first_name: first,
    last_name: last,
    job_title: random.weighted(levels)(department),
    department,
    company_name: name,
    company_domain: domain,
    industry,
    company_size: employees,
    revenue,
    city,
    state,
    postal_code: postalCode,
    country: 'US',
  }
  if (random.chance(0.94)) {
    lead.email = `${slug}${index}@${domain}`
    lead.email_status = random.weighted([
      ['valid', 62],
      ['unverified', 24],
      ['risky', 10],
      ['invalid', 4],
    ] as const)
  }
  if (!lead.email || random.chance(0.7)) {
    lead.phone = `+1${areaCode}55501${String(random.between(0, 99)).padStart(2, '0')}`
    lead.phone_status = random.chance(0.5) ? 'valid' : 'unverified'
  }
  if (random.chance(0.6))
    lead.linkedin_url = `https://www.linkedin.com/in/demo-${slug.replace('.', '-')}-${seed}${index}`
  if (random.chance(0.08)) delete lead.industry
  if (random.chance(0.06)) delete lead.company_size
  return lead
}
