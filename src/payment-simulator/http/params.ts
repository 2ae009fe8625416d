import type { Metadata } from '../store/kinds.ts'
import type { Form } from './form.ts'
import { invalid } from './stripe-error.ts'

/** The parameters of a request, read the way Stripe checks them. An empty string counts as not given. */
export class Params {
  readonly #values: Record<string, Form>
  readonly #path: string

  constructor(values: Record<string, Form>, path = '') {
    this.#values = values
    this.#path = path
  }

  /** Refuses names the endpoint does not know. */
  only(known: readonly string[]): this {
    const other = Object.keys(this.#values).find((name) => !known.includes(name))
    if (other)
      throw invalid(
        `Received unknown parameter: ${this.#name(other)}`,
        this.#name(other),
        'parameter_unknown',
      )
    return this
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== ''
  }

  isText(name: string): boolean {
    return typeof this.#values[name] === 'string'
  }

  text(name: string, most = 5000): string | null {
    const value = this.#values[name]
    if (value === undefined || value === '') return null
    if (typeof value !== 'string') throw invalid('Invalid string', this.#name(name))
    if (value.length > most) throw invalid(`Invalid string: longer than ${most} characters`, this.#name(name))
    return value
  }

  needed(name: string): string {
    const value = this.text(name)
    if (value === null)
      throw invalid(`Missing required param: ${this.#name(name)}.`, this.#name(name), 'parameter_missing')
    return value
  }

  oneOf<const T extends string>(name: string, values: readonly T[]): T | null {
    const value = this.text(name)
    if (value === null) return null
    const found = values.find((item) => item === value)
    if (!found) throw invalid(`Invalid ${name}: must be one of ${values.join(', ')}`, this.#name(name))
    return found
  }

  integer(name: string): number | null {
    const value = this.text(name)
    if (value === null) return null
    if (!/^-?\d{1,12}$/.test(value))
      throw invalid(`Invalid integer: ${value}`, this.#name(name), 'parameter_invalid_integer')
    return Number(value)
  }

  /** An amount of money; `least` is in the currency's smallest unit. */
  amount(name: string, least = 1): number {
    this.needed(name)
    const value = this.integer(name) ?? 0
    if (value < 1)
      throw invalid(
        'This value must be greater than or equal to 1.',
        this.#name(name),
        'parameter_invalid_integer',
      )
    if (value < least) throw invalid(`Amount must be at least ${least}`, this.#name(name), 'amount_too_small')
    return value
  }

  flag(name: string): boolean {
    return this.oneOf(name, ['true', 'false']) === 'true'
  }

  currency(name: string): string {
    const value = this.needed(name).toLowerCase()
    if (!/^[a-z]{3}$/.test(value)) throw invalid(`Invalid currency: ${value}`, this.#name(name))
    return value
  }

  url(name: string): string | null {
    const value = this.text(name)
    if (value === null) return null
    // The braces of Stripe's template are no part of a URL.
    if (!/^https?:\/\/[^\s/]/.test(value) || !URL.canParse(value.replaceAll(/[{}]/g, '')))
      throw invalid('Not a valid URL', this.#name(name), 'url_invalid')
    return value
  }

  inner(name: string): Params {
    const value = this.#values[name]
    if (value !== undefined && value !== '' && (typeof value === 'string' || Array.isArray(value)))
      throw invalid('Invalid object', this.#name(name))
    return new Params(typeof value === 'object' ? value : {}, this.#name(name))
  }

  each(name: string): Params[] {
    const value = this.#values[name] ?? []
    if (!Array.isArray(value)) throw invalid('Invalid array', this.#name(name))
    return value.map((item, index) => {
      if (typeof item === 'string' || Array.isArray(item)) throw invalid('Invalid object', this.#name(name))
      return new Params(item, `${this.#name(name)}[${index}]`)
    })
  }

  texts(name: string): string[] {
    const value = this.#values[name] ?? []
    if (!Array.isArray(value)) throw invalid('Invalid array', this.#name(name))
    return value.filter((item) => typeof item === 'string')
  }

  /** What was there, with what is given; an empty value takes a key away, an empty whole takes all. */
  metadata(before: Metadata = {}): Metadata {
    if (this.#values.metadata === '') return {}
    const after = { ...before }
    const given = this.inner('metadata')
    for (const [key, value] of Object.entries(given.#values)) {
      if (typeof value !== 'string') throw invalid('Metadata values must be strings', given.#name(key))
      if (key.length > 40 || value.length > 500)
        throw invalid('Metadata keys have at most 40 and values at most 500 characters', given.#name(key))
      if (value === '') delete after[key]
      else after[key] = value
    }
    if (Object.keys(after).length > 50) throw invalid('Metadata has at most 50 keys', 'metadata')
    return after
  }

  #name(name: string): string {
    return this.#path ? `${this.#path}[${name}]` : name
  }
}
