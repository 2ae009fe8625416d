import { foldName } from '../../leads/index.ts'
import type { Manifest } from './format.ts'
import { listed, type PeopleFile, type Values } from './people-file.ts'
import { sharedBits } from './scan/plan.ts'

/** Sets kept for filters that are asked again, as they are while somebody builds one. */
const KEPT_BYTES = 8_000_000

type Dictionary = 'titles' | 'companies' | 'places'

/** Which codes of a version's titles, companies and places a value of a filter means: a bit for each code. */
export class Dictionaries {
  readonly #file: PeopleFile
  readonly #sizes: Record<Dictionary, number>
  readonly #kept = new Map<string, Promise<Uint32Array>>()

  constructor(file: PeopleFile, { titles, companies, places }: Manifest) {
    this.#file = file
    this.#sizes = { titles: titles + 1, companies: companies + 1, places: places + 1 }
  }

  /** Titles that have the words of one of these, one after the other: told by one look, whatever the number of phrases. */
  titles(phrases: string[]): Promise<Uint32Array> {
    const words = [...new Set(phrases.map(foldName))].filter((phrase) => phrase !== '')
    if (words.length === 0) return this.#codes('titles', 'false', {})
    // letters, digits and spaces are left of a phrase; a pattern that is no parameter is compiled once
    const pattern = `(?:^| )(?:${words.join('|')})(?: |$)`
    return this.#codes('titles', `regexp_matches(words, '${pattern}')`, {})
  }

  companiesNamed(names: string[]): Promise<Uint32Array> {
    const keys = [...new Set(names.map(foldName))].filter((name) => name !== '')
    return this.#codes('companies', `name_key in ${listed('keys')}`, { keys })
  }

  companiesAt(domains: string[]): Promise<Uint32Array> {
    return this.#codes('companies', `domain in ${listed('domains')}`, { domains })
  }

  companiesIn(naics: string[]): Promise<Uint32Array> {
    return this.#codes('companies', ...beginning('naics', naics))
  }

  /** Both ends included; null is open. */
  companiesEarning(min: number | null, max: number | null): Promise<Uint32Array> {
    return this.#codes(
      'companies',
      'revenue >= coalesce($min::bigint, 0) and ($max::bigint is null or revenue <= $max::bigint)',
      { min, max },
    )
  }

  cities(names: string[]): Promise<Uint32Array> {
    const keys = [...new Set(names.map(foldName))].filter((name) => name !== '')
    return this.#codes('places', `city_key in ${listed('keys')}`, { keys })
  }

  postalCodes(codes: string[]): Promise<Uint32Array> {
    const bare = codes.map((code) => code.replaceAll(' ', ''))
    return this.#codes('places', ...beginning("replace(upper(postal_code), ' ', '')", bare))
  }

  /** Within so many kilometres, along the surface of a ball. */
  near({ lat, lon, km }: { lat: number; lon: number; km: number }): Promise<Uint32Array> {
    return this.#codes(
      'places',
      `2 * 6371.0088 * asin(least(1, sqrt(pow(sin(radians(lat - $lat) / 2), 2)
         + cos(radians($lat)) * cos(radians(lat)) * pow(sin(radians(lon - $lon) / 2), 2)))) <= $km`,
      { lat, lon, km },
    )
  }

  #codes(dictionary: Dictionary, where: string, values: Values): Promise<Uint32Array> {
    const key = JSON.stringify([where, values])
    const codes = this.#kept.get(key) ?? this.#find(dictionary, where, values)
    this.#kept.delete(key)
    this.#kept.set(key, codes)
    codes.catch(() => this.#kept.delete(key))
    const most = Math.max(2, Math.floor((KEPT_BYTES * 8) / this.#sizes.companies))
    if (this.#kept.size > most) this.#kept.delete(this.#kept.keys().next().value as string)
    return codes
  }

  async #find(dictionary: Dictionary, where: string, values: Values): Promise<Uint32Array> {
    const size = this.#sizes[dictionary]
    const codes = sharedBits(size)
    const query = `select code from ${dictionary} where code > 0 and (${where})`
    await this.#file.numbers(query, values, size, (code) => {
      codes[code >>> 5] = (codes[code >>> 5] as number) | (1 << (code & 31))
    })
    return codes
  }
}

/** A condition that a text begins with one of some, looked up by length. */
function beginning(text: string, given: string[]): [where: string, values: Values] {
  const lengths = [...new Set(given.map(({ length }) => length))].sort((a, b) => a - b)
  const parts = lengths.map((length) => `left(${text}, ${length}) in ${listed(`of${length}`)}`)
  const values = lengths.map((length) => [`of${length}`, given.filter((text) => text.length === length)])
  return [parts.join(' or '), Object.fromEntries(values)]
}
