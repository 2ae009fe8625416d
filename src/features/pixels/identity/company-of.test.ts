import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCompanyFile } from './company-of.ts'
import { flatten, lookUp, type Range } from './flat-ranges.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'assay-companies-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function open(text: string) {
  const path = join(dir, 'companies.csv')
  await writeFile(path, text)
  return openCompanyFile(path)
}

describe('a file of address ranges', () => {
  it('tells whose an address is, of blocks and of ranges, IPv4 and IPv6', async () => {
    const companyOf = await open(
      [
        'start,end,company,domain,size',
        '203.0.113.0,203.0.113.255,"Northwind, Inc.",Northwind.example,350',
        '198.51.100.0/24,Contoso,contoso.example,11-50',
        '198.51.100.128/25,Contoso Labs,,',
        '2001:db8::/32,Fabrikam,fabrikam.example,10001+',
      ].join('\n'),
    )
    expect(companyOf('203.0.113.7')).toEqual({
      name: 'Northwind, Inc.',
      domain: 'northwind.example',
      size: '201-500',
    })
    expect(companyOf('::ffff:203.0.113.255')?.name).toBe('Northwind, Inc.')
    expect(companyOf('203.0.114.0')).toBeNull()
    expect(companyOf('198.51.100.1')?.name).toBe('Contoso')
    expect(companyOf('198.51.100.200')).toEqual({ name: 'Contoso Labs', domain: null, size: null })
    expect(companyOf('2001:db8:ffff::1')?.size).toBe('10001+')
    expect(companyOf('2001:db9::')).toBeNull()
    expect(companyOf('nonsense')).toBeNull()
  })

  it('names the line it cannot read', async () => {
    await expect(open('203.0.113.0/24,Northwind,,\n203.0.113.0/33,Contoso,,')).rejects.toThrow('line 2')
    await expect(open('203.0.113.9,203.0.113.1,Northwind,,\n9,9,Contoso,,')).rejects.toThrow('line 2')
  })
})

describe('ranges in one another', () => {
  it('answer as looking at every one of them does', () => {
    const range = fc.tuple(fc.nat(40), fc.nat(12)).map(([start, size]) => ({ start, end: start + size }))
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (given) => {
        const ranges: Range<number>[] = given.map((one, n) => ({ ...one, n }))
        const flat = flatten(
          [...ranges],
          (value) => value + 1,
          (value) => value - 1,
        )
        for (let value = 0; value < 55; value++) expect(lookUp(flat, value)).toBe(plain(ranges, value))
      }),
    )
  })
})

/** The one that begins last, of those the one that ends first, of those the last. */
function plain(ranges: Range<number>[], value: number): number | null {
  const around = ranges.filter(({ start, end }) => start <= value && value <= end)
  const [best] = around.sort((a, b) => b.start - a.start || a.end - b.end || b.n - a.n)
  return best?.n ?? null
}
