const FIRST = ['Anna', 'Bob', 'Carla', 'Dmitri', 'Eve', 'Farid', 'Gina', 'Hugo', 'Ines', 'Jamal', 'Kiko']
const LAST = ['Smith', 'Jones', 'Müller', 'García', 'Okafor', 'Tanaka', 'Novak', 'Rossi', 'Singh', 'Larsen']
const TITLES = [
  'Director of Marketing',
  'VP Sales',
  'Chief Technology Officer',
  'Account Executive',
  'HR Manager',
]
const INDUSTRIES = ['Software', 'Banking', 'Retail', 'Construction', 'Hospital & Health Care', 'Insurance']
const CITIES = [
  'Austin,Texas,78701',
  'Boston,Massachusetts,02108',
  'Denver,Colorado,80202',
  'Miami,Florida,33101',
]
const SIZES = ['1-10', '35', '51-200', '320', '1001-5000', '12000']
const STATUSES = ['Verified', 'Unverified', 'Guessed', '']

const HEADER =
  'First Name,Last Name,Title,Company,Email,Email Status,Work Direct Phone,# Employees,Industry,Person Linkedin Url,Website,City,State,Zip,Country,Lists\n'
const ROWS_PER_PIECE = 1_000

/** An export of people as a sales tool writes it, in pieces; every row another person. */
export function* leadFile(rows: number): Generator<Buffer> {
  let text = HEADER
  for (let i = 0; i < rows; i++) {
    text += line(i)
    if (i % ROWS_PER_PIECE === ROWS_PER_PIECE - 1) {
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text !== '') yield Buffer.from(text)
}

function line(i: number): string {
  const first = pick(FIRST, i)
  const last = pick(LAST, Math.floor(i / 7))
  const company = i % 20_011
  const phone = `(${200 + (i % 700)}) 555-${String(Math.floor(i / 700) % 10_000).padStart(4, '0')}`
  return [
    first,
    last,
    pick(TITLES, i),
    `"Company ${company}, Inc."`,
    `${first}.${i}@company${company}.example`,
    pick(STATUSES, i),
    phone,
    pick(SIZES, i),
    pick(INDUSTRIES, i),
    `http://www.linkedin.com/in/person-${i}`,
    `https://www.company${company}.example`,
    pick(CITIES, i),
    'United States',
    '"Spring, 2026"\n',
  ].join(',')
}

function pick(values: readonly string[], i: number): string {
  return values[i % values.length] ?? ''
}
