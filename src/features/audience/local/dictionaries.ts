import { foldName } from '../../leads/index.ts'
import type { Manifest } from './format.ts'
import { listed, type PeopleFile, type Values } from './people-file.ts'
import { sharedBytes } from './scan/plan.ts'

/** Tables kept for filters that are asked again, as they are while somebody builds one. */
const KEPT_BYTES = 32_000_000

type Dictionary = 'titles' | 'companies' | 'places'

/** Which codes of a version's titles, companies and places a value of a filter means: a byte for each code. */
export class Dictionaries {
  readonly #file: PeopleFile
  readonly #sizes: Record<Dictionary, number>
  readonly #kept = new Map<string, Promise<Uint8Array>>()

  constructor(file: PeopleFile, { titles, companies, places }: Manifest) {
    this.#file = file
    this.#sizes = { titles: titles + 1, companies: companies + 1, places: places + 1 }
  }

  /** Titles that have the words of one of these, one after the other: told by one look, whatever the number of phrases. */
  titles(phrases: string[]): Promise<Uint8Array> {
    const words = [...new Set(phrases.map(foldName))].filter((phrase) => phrase !== '')
    if (words.length === 0) return this.#table('titles', 'false', {})
    // letters, digits and spaces are left of a phrase; a pattern that is no parameter is compiled once
    const pattern = `(?:^| )(?:${words.join('|')})(?: |$)`
    return this.#table('titles', `regexp_matches(words, '${pattern}')`, {})
  }

  companiesNamed(names: string[]): Promise<Uint8Array> {
    const keys = [...new Set(names.map(foldName))].filter((name) => name !== '')
    return this.#table('companies', `name_key in ${listed('keys')}`, { keys })
  }

  companiesAt(domains: string[]): Promise<Uint8Array> {
    return this.#table('companies', `domain in ${listed('domains')}`, { domains })
  }

  companiesIn(naics: string[]): Promise<Uint8Array> {
    return this.#table('companies', ...beginning('naics', naics))
  }

  /** Both ends included; null is open. */
  companiesEarning(min: number | null, max: number | null): Promise<Uint8Array> {
    return this.#table(
      'companies',
      'revenue >= coalesce($min::bigint, 0) and ($max::bigint is null or revenue <= $max::bigint)',
      { min, max },
    )
  }

  cities(names: string[]): Promise<Uint8Array> {
    const keys = [...new Set(names.map(foldName))].filter((name) => name !== '')
    return this.#table('places', `city_key in ${listed('keys')}`, { keys })
  }

  postalCodes(codes: string[]): Promise<Uint8Array> {
    const bare = codes.map((code) => code.replaceAll(' ', ''))
    return this.#table('places', ...beginning("replace(upper(postal_code), ' ', '')", bare))
  }

  /** Within so many kilometres, along the surface of a ball. */
  near({ lat, lon, km }: { lat: number; lon: number; km: number }): Promise<Uint8Array> {
    return this.#table(
      'places',
      `2 * 6371.0088 * asin(least(1, sqrt(pow(sin(radians(lat - $lat) / 2), 2)
         + cos(radians($lat)) * cos(radians(lat)) * pow(sin(radians(lon - $lon) / 2), 2)))) <= $km`,
      { lat, lon, km },
    )
  }

  #table(dictionary: Dictionary, where: string, values: Values): Promise<Uint8Array> {
    const key = JSON.stringify([where, values])
    const table = this.#kept.get(key) ?? this.#find(dictionary, where, values)
    this.#kept.delete(key)
    this.#kept.set(key, table)
    table.catch(() => this.#kept.delete(key))
    const most = Math.max(2, Math.floor(KEPT_BYTES / this.#sizes.companies))
    if (this.#kept.size > most) this.#kept.delete(this.#kept.keys().next().value as string)
    return table
  }

  async #find(dictionary: Dictionary, where: string, values: Values): Promise<Uint8Array> {
    const size = this.#sizes[dictionary]
    const table = sharedBytes(size)
    const query = `select code from ${dictionary} where code > 0 and (${where})`
    await this.#file.numbers(query, values, size, (code) => {
      table[code] = 1
    })
    return table
  }
}

/** A condition that a text begins with one of some, looked up by length. */
function beginning(text: string, given: string[]): [where: string, values: Values] {
  const lengths = [...new Set(given.map(({ length }) => length))].sort((a, b) => a - b)
  const parts = lengths.map((length) => `left(${text}, ${length}) in ${listed(`of${length}`)}`)
  const values = lengths.map((length) => [`of${length}`, given.filter((text) => text.length === length)])
  return [parts.join(' or '), Object.fromEntries(values)]
}
