import { createReadStream } from 'node:fs'
import { parseCompanySize, readRows } from '../../leads/index.ts'
import { type FlatRanges, flatten, lookUp, type Range } from './flat-ranges.ts'
import { type IpNumber, ipNumber } from './ip-number.ts'

export interface AddressCompany {
  name: string
  domain: string | null
  /** A range of employees as leads have it. */
  size: string | null
}

export type CompanyOf = (address: string) => AddressCompany | null

const COLUMNS = ['start', 'end', 'company', 'domain', 'size']
const FORMAT = {
  encoding: 'utf-8',
  delimiter: ',' as const,
  firstLine: 1,
  hasHeader: false,
  headers: COLUMNS,
}

/**
 * Reads a CSV of address ranges into memory, rows of `start,end,company,domain,size` or `cidr,company,domain,size` with
 * or without a header, and answers whose an address is. Of ranges within one another the narrower one counts.
 * Fails on a row it cannot read, with its line.
 */
export async function openCompanyFile(path: string): Promise<CompanyOf> {
  const companies = new Map<string, { n: number; company: AddressCompany }>()
  const ranges4: Range<number>[] = []
  const ranges6: Range<bigint>[] = []
  for await (const { rows } of readRows(createReadStream(path), { format: FORMAT })) {
    for (const { line, cells } of rows) {
      const range = rangeOf(cells)
      if (range === null && line === 1) continue
      if (range === null)
        throw new Error(`${path}, line ${line}: expected a range of addresses and a company`)
      const { start, end, company } = range
      const key = JSON.stringify(company)
      const known = companies.get(key) ?? { n: companies.size, company }
      companies.set(key, known)
      if (start.version === 4) ranges4.push({ start: start.value, end: Number(end.value), n: known.n })
      else ranges6.push({ start: start.value, end: BigInt(end.value), n: known.n })
    }
  }
  const names = [...companies.values()].map(({ company }) => company)
  const flat4 = flatten(
    ranges4,
    (value) => value + 1,
    (value) => value - 1,
  )
  const flat6 = flatten(
    ranges6,
    (value) => value + 1n,
    (value) => value - 1n,
  )
  return (address) => {
    const ip = ipNumber(address)
    const n = ip && find(ip, flat4, flat6)
    return n === null ? null : (names[n] ?? null)
  }
}

function find(ip: IpNumber, flat4: FlatRanges<number>, flat6: FlatRanges<bigint>): number | null {
  return ip.version === 4 ? lookUp(flat4, ip.value) : lookUp(flat6, ip.value)
}

function rangeOf(cells: string[]): { start: IpNumber; end: IpNumber; company: AddressCompany } | null {
  const [first = '', ...rest] = cells.map((cell) => cell.trim())
  const block = first.includes('/') ? blockOf(first) : null
  const [start, end] = block ?? [ipNumber(first), ipNumber(rest.shift() ?? '')]
  const [name = '', domain = '', size = ''] = rest
  if (!start || !end || start.version !== end.version || start.value > end.value || name === '') return null
  const company = {
    name: name.slice(0, 200),
    domain: domain.toLowerCase().slice(0, 253) || null,
    size: parseCompanySize(size),
  }
  return { start, end, company }
}

/** First and last address of a block such as 203.0.113.0/24. */
function blockOf(text: string): [IpNumber, IpNumber] | null {
  const [base = '', length = ''] = text.split('/')
  const ip = ipNumber(base)
  // An IPv4 address written as IPv6 counts its bits as IPv6 does.
  const bits = Number(length) - (ip?.version === 4 && base.includes(':') ? 96 : 0)
  const width = ip?.version === 4 ? 32 : 128
  if (ip === null || !/^\d{1,3}$/.test(length) || bits < 0 || bits > width) return null
  const size = 1n << BigInt(width - bits)
  const first = (BigInt(ip.value) / size) * size
  const last = first + size - 1n
  return ip.version === 4
    ? [
        { version: 4, value: Number(first) },
        { version: 4, value: Number(last) },
      ]
    : [
        { version: 6, value: first },
        { version: 6, value: last },
      ]
}
