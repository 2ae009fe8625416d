import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { TextDecoding } from './decode-text.ts'
import { readAll } from './read-all.test-kit.ts'
import { sniffDialect } from './sniff-dialect.ts'
import { CsvTokenizer } from './tokenizer.ts'
import { CSV_LIMITS, type Delimiter } from './types.ts'

interface Spectrum {
  name: string
  csv: Buffer
  json: Buffer
}

type Spectra = (done: (error: Error | null, items: Spectrum[]) => void) => void
const csvSpectrum = createRequire(import.meta.url)('csv-spectrum') as Spectra

const spectrum = await new Promise<Spectrum[]>((resolve, reject) => {
  csvSpectrum((error, items) => (error === null ? resolve(items) : reject(error)))
})

describe('csv-spectrum', () => {
  // location_coordinates.json tells another phone number than its CSV
  it.each(spectrum.filter(({ name }) => name !== 'location_coordinates'))('$name', async ({ csv, json }) => {
    const { format, rows } = await readAll(csv)
    const objects = rows.map(({ cells }) =>
      Object.fromEntries(format.headers.map((name, i) => [name, cells[i]])),
    )
    expect(objects).toEqual(JSON.parse(json.toString()))
  })
})

interface PapaCase {
  description: string
  input: string
  config?: { delimiter?: string; newline?: string }
  expected: { data: string[][]; errors: unknown[] }
}

/** Papa Parse ships its cases inside a script for its own test runner; all that is needed of it are the lists. */
function papaCases(): PapaCase[] {
  const path = createRequire(import.meta.url).resolve('papaparse/tests/test-cases.js')
  const nothing = () => undefined
  const script = `${readFileSync(path, 'utf8')}; [...CORE_PARSER_TESTS, ...PARSE_TESTS]`
  return runInNewContext(script, {
    chai: {},
    Papa: { RECORD_SEP: '\x1e', UNIT_SEP: '\x1f', BAD_DELIMITERS: [] },
    document: { getElementById: () => ({ src: '' }) },
    describe: Object.assign(() => undefined, { skip: nothing }),
    it: Object.assign(nothing, { skip: nothing }),
    File: nothing,
  }) as PapaCase[]
}

/** What we do on purpose in another way than Papa Parse. */
const OURS = new Set([
  // blanks around a quoted cell are dropped: real exports have them, with delimiters inside the quotes
  'Quoted field with whitespace around quotes',
  // a lone CR ends a row, whatever ends the others; Papa Parse drops it
  'Mixed slash n and slash r should choose first as precident',
])

const delimiters: readonly string[] = [',', '\t', ';', '|']
const plain = papaCases().filter(({ config, description, expected }) => {
  const settings = Object.keys(config ?? {}).filter((name) => name !== 'delimiter' && name !== 'newline')
  const known = delimiters.includes(config?.delimiter ?? ',')
  return settings.length === 0 && known && expected.errors.length === 0 && !OURS.has(description)
})

describe("Papa Parse's cases", () => {
  it('are many', () => {
    expect(plain.length).toBeGreaterThan(50)
  })

  it.each(plain)('$description', ({ description, input, config, expected }) => {
    const text = new TextDecoding('utf-8').write(Buffer.from(input))
    const guessed = description.includes('guessed') ? sniffDialect(text, true).delimiter : ','
    const tokenizer = new CsvTokenizer((config?.delimiter ?? guessed) as Delimiter, CSV_LIMITS)
    const rows = tokenizer.push(text, true).map(({ cells }) => cells)
    // a blank line is no row to us
    expect(rows).toEqual(expected.data.filter((cells) => cells.length > 1 || cells[0] !== ''))
  })
})
