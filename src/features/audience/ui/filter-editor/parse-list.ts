import { MAX_LIST_VALUES } from '../../values.ts'

export interface ParsedList {
  values: string[]
  /** How many lines said what another had said. */
  duplicates: number
  /** Lines that cannot be right, as they were. */
  wrong: string[]
  /** Lines beyond what one filter takes. */
  beyond: number
}

export interface ListRule {
  /** One line as it will be sent; null when it cannot be right. */
  read: (line: string) => string | null
  /** What makes two values the same; default the value itself. */
  sameAs?: (value: string) => string
}

const inQuotes = /^"(.*)"$/

/** One value a line. Several on a line may be parted by tabs or semicolons, as spreadsheets and people do. */
export function parseList(text: string, { read, sameAs = (value) => value }: ListRule): ParsedList {
  const seen = new Map<string, string>()
  const parsed: ParsedList = { values: [], duplicates: 0, wrong: [], beyond: 0 }
  for (const given of text.split(/[\r\n\t;]+/)) {
    const line = given.trim().replace(inQuotes, '$1').replaceAll('""', '"').trim().replace(/,$/, '')
    if (!line) continue
    const value = read(line)
    if (value === null) parsed.wrong.push(line)
    else if (seen.has(sameAs(value))) parsed.duplicates += 1
    else if (seen.size >= MAX_LIST_VALUES) parsed.beyond += 1
    else seen.set(sameAs(value), value)
  }
  parsed.values = [...seen.values()]
  return parsed
}

const domainShape = /^(?=.{3,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** `https://www.Acme.com/about` and `jo@acme.com` -> `acme.com`. */
function readDomain(line: string): string | null {
  const host = line
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '')
  return domainShape.test(host) ? host : null
}

export const domainRule: ListRule = { read: readDomain }

export const nameRule: ListRule = {
  read: (line) => (line.length <= 200 ? line : null),
  sameAs: (name) => name.toLowerCase(),
}

export const postalCodeRule: ListRule = {
  read: (line) => {
    const code = line.toUpperCase()
    return code.length >= 2 && code.length <= 12 ? code : null
  },
}

export const naicsRule: ListRule = { read: (line) => (/^\d{2,6}$/.test(line) ? line : null) }
