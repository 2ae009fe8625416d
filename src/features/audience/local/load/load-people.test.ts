import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSample } from '../../sample/write-sample.ts'
import { columnFile, recordFiles } from './layout.ts'
import { LoadError } from './load-error.ts'
import { type LoadKit, openLoadKit } from './load-kit.test-kit.ts'

let kit: LoadKit
beforeAll(async () => {
  kit = await openLoadKit()
})
afterAll(() => kit?.dispose())

const emails = async (dir: string) =>
  (await kit.people(dir)).map(({ email }) => email).toSorted((a, b) => (a ?? 'zz').localeCompare(b ?? 'zz'))
const refusal = (files: { path: string; name: string }[]) =>
  kit.load(files).then(
    () => 'loaded',
    (error: unknown) => (error instanceof LoadError ? error.message : `not told: ${error}`),
  )

describe('a load', () => {
  it('writes people in order, their columns and what codes mean', async () => {
    const file = await kit.rows('people.csv', [
      {
        'Work Email': 'zoe@acme.example',
        Title: 'VP of Sales',
        Company: 'Acme',
        Country: 'USA',
        State: 'California',
        City: 'San José',
        Latitude: '37.3',
        'NAICS Code': '541512',
        Industry: 'Computer Software',
        Employees: '30',
        'Annual Revenue': '$1.2M',
        'Last Seen': '2026-01-31',
        'Email Status': 'Verified',
      },
      {
        'Work Email': 'ann@acme.example',
        Title: 'Chef de projet',
        Company: 'ACME',
        Country: 'fr',
        City: 'Paris',
      },
    ])
    const { dir, ...report } = await kit.load([file])
    expect(report).toMatchObject({
      people: 2,
      rows_read: 2,
      duplicates: 0,
      left_out: 0,
      removed: 0,
      unknown: [],
    })
    const manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))
    expect(manifest).toMatchObject({
      format: 2,
      people: 2,
      titles: 2,
      companies: 1,
      places: 2,
      industries: ['', 'Software Development'],
      countries: ['', 'US', 'FR'],
      states: ['', 'US-CA'],
    })
    const people = await kit.people(dir)
    expect(people.map(({ country }) => country)).toEqual(['US', 'FR'])
    expect(people[0]).toMatchObject({
      ...{ email: 'zoe@acme.example', email_verified: true, job_title: 'VP of Sales', company_name: 'Acme' },
      ...{
        naics: '541512',
        revenue: 1_200_000,
        city: 'San José',
        state: 'US-CA',
        seniority: 'vp',
        department: 'sales',
      },
      ...{ industry: 'Software Development', company_size: '11-50', seen_on: '2026-01-31' },
    })
    const [codes] = await kit.ask(
      dir,
      `select words, name_key, city_key, lat from titles, companies, places
       where title = 'VP of Sales' and name_key = 'acme' and city = 'San José'`,
    )
    expect(codes).toEqual({ words: 'vp of sales', name_key: 'acme', city_key: 'san jose', lat: 37.3 })
    const contacts = await readFile(columnFile(dir, 'contacts'))
    expect([...contacts].toSorted()).toEqual([1, 9])
    expect((await stat(columnFile(dir, 'title'))).size).toBe(8)
    await expect(stat(join(dir, 'work'))).rejects.toThrow()
  })

  it('loads a person once, over several files, as leads tells people apart', async () => {
    const first = await kit.rows('a.csv', [
      { email: 'j.doe@gmail.com', phone: '+14155550101', full_name: 'Jane Doe', linkedin_url: '' },
      { email: '', phone: '+14155550102', full_name: 'Bob Bare', linkedin_url: '' },
      { email: 'boss@acme.example', phone: '+14155550199', full_name: 'Ann Lee', linkedin_url: '' },
    ])
    const second = await kit.rows('b.csv', [
      { email: 'JDoe+news@googlemail.com', phone: '', full_name: '', linkedin_url: '' },
      { email: '', phone: '(415) 555-0102', country: 'US', full_name: 'bob  BARE', linkedin_url: '' },
      { email: 'staff@acme.example', phone: '+14155550199', full_name: 'Ann Lee', linkedin_url: '' },
      { email: '', phone: '', full_name: 'Nobody Reachable', linkedin_url: '' },
    ])
    const { dir, ...report } = await kit.load([first, second])
    expect(report).toMatchObject({ rows_read: 7, people: 4, duplicates: 2, left_out: 1 })
    expect(await emails(dir)).toEqual(['boss@acme.example', 'j.doe@gmail.com', 'staff@acme.example', null])
  })

  it('leaves out who was erased', async () => {
    const file = await kit.rows('c.csv', [{ email: 'a@acme.example' }, { email: 'b@acme.example' }])
    const all = await kit.load([file])
    const row = (await kit.people(all.dir)).find(({ email }) => email === 'a@acme.example')?.row
    const [key] = await kit.ask(all.dir, `select hash::varchar as hash from keys where row = ${row}`)
    async function* removed() {
      yield [BigInt(String(key?.hash))]
    }
    const { dir, ...report } = await kit.load([file], { removed: removed() })
    expect(report).toMatchObject({ people: 1, removed: 1 })
    expect(await emails(dir)).toEqual(['b@acme.example'])
    expect(await readFile(recordFiles(dir, 'people').texts, 'utf8')).not.toContain('a@acme.example')
    expect(await kit.ask(dir, 'select count(*)::int as keys from keys')).toEqual([{ keys: 1 }])
  })

  it('reads what tools write: other delimiters, encodings and empty columns at the end', async () => {
    const latin = await kit.file(
      'latin.csv',
      Buffer.from('E-Mail;Vorname;Ort\r\nj@acme.example;Jörg;Köln\r\n', 'latin1'),
    )
    const wide = await kit.file(
      'wide.csv',
      'email,first_name\na@acme.example,Ann,,\nb@acme.example,"Bo ""B""\nBo",,\n',
    )
    const { dir } = await kit.load([latin, wide])
    const people = (await kit.people(dir)).map(({ email, first_name }) => ({ email, first_name }))
    expect(people.toSorted((a, b) => String(a.email).localeCompare(String(b.email)))).toEqual([
      { email: 'a@acme.example', first_name: 'Ann' },
      { email: 'b@acme.example', first_name: 'Bo "B" Bo' },
      { email: 'j@acme.example', first_name: 'Jörg' },
    ])
  })

  it('makes the same of Parquet as of CSV, and the same each time', async () => {
    const population = { rows: 3_000, seed: 5, until: '2026-11-01' }
    const [parquet, csv] = ['people.parquet', 'sample.csv'].map((name) => ({
      name,
      path: join(kit.folder, name),
    })) as [{ name: string; path: string }, { name: string; path: string }]
    await writeSample(population, parquet.path)
    await writeSample(population, csv.path)
    const [one, other] = [await kit.load([parquet]), await kit.load([csv])]
    const everybody = async (dir: string) => (await kit.people(dir)).map(({ ref: _, ...person }) => person)
    expect(await everybody(one.dir)).toEqual(await everybody(other.dir))
    expect(one.people).toBeGreaterThan(2_800)
    const industry = await readFile(columnFile(one.dir, 'industry'))
    expect(industry.equals(await readFile(columnFile(other.dir, 'industry')))).toBe(true)
  })

  it('says of a bad file what is wrong, where, and how to mend it, and leaves nothing', async () => {
    const good = await kit.rows('good.csv', [{ email: 'a@acme.example' }])
    const ragged = await kit.file(
      'ragged.csv',
      'email,city\na@acme.example,Paris\nb@acme.example,Rome,IT,x\n',
    )
    expect(await refusal([good, ragged])).toBe(
      'ragged.csv, line 3: The row has 4 cells where the header has 2. Mend the line, or export the file again.',
    )
    expect(await refusal([await kit.file('names.csv', 'name,city\nAnn,Paris\n')])).toMatch(
      /^names\.csv: None of the 2 columns holds people's emails/,
    )
    expect(await refusal([await kit.file('fake.parquet', 'email\na@acme.example\n')])).toMatch(
      /^fake\.parquet cannot be read as Parquet: .* Export it again/,
    )
    expect(await refusal([await kit.file('empty.csv', '')])).toMatch(/^empty\.csv: The file has no rows/)
    expect(await refusal([await kit.file('none.csv', 'email\nn/a\n-\n')])).toMatch(
      /^None of the 2 rows has an email/,
    )
    await expect(stat(join(kit.folder, 'version99'))).rejects.toThrow()
  })

  it('stops when it is told to, and leaves nothing', async () => {
    const path = join(kit.folder, 'many.parquet')
    await writeSample({ rows: 20_000, seed: 1, until: '2026-11-01' }, path)
    const stop = new AbortController()
    const dir = join(kit.folder, 'stopped')
    const load = kit.load([{ path, name: 'many.parquet' }], {
      dir,
      signal: stop.signal,
      onProgress: ({ step }) => step?.startsWith('Coding') && stop.abort(),
    })
    await expect(load).rejects.toThrow(/abort/i)
    await expect(stat(dir)).rejects.toThrow()
  })
})
