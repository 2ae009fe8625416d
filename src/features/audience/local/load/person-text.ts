/**
 * The texts of a person, in the order they stand in a record. A record's values are parted by a character that no value
 * has; one that is not known is empty.
 */
export const PERSON_TEXTS = [
  ...(['email', 'second_email', 'phone', 'mobile', 'first_name', 'last_name', 'full_name'] as const),
  'linkedin_url',
] as const
export type PersonText = (typeof PERSON_TEXTS)[number]

export const SEPARATOR = '\x1f'

/** As SQL: a record of these values. */
export function recordSql(values: readonly string[]): string {
  return `concat(${values.join(`, '${SEPARATOR}', `)})`
}

/** A record made here. */
export function recordOf(values: readonly (string | null)[]): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what parts values and records must not be in one
  return values.map((value) => value?.replace(/[\x1f\n]/g, ' ') ?? '').join(SEPARATOR)
}

/** A whole name that is the first and the last one is not stored. */
export function wholeName(first: string | null, last: string | null): string | null {
  return [first, last].filter((name) => name !== null).join(' ') || null
}

export function personOf(values: readonly (string | null)[]): Record<PersonText, string | null> {
  const texts = Object.fromEntries(PERSON_TEXTS.map((name, i) => [name, values[i] ?? null]))
  const person = texts as Record<PersonText, string | null>
  return { ...person, full_name: person.full_name ?? wholeName(person.first_name, person.last_name) }
}
