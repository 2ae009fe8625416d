/** The most codes a column of 16 bits has; a name after those counts as not known. */
const MAX_CODE = 65_535

/** A list of names, each with its place in it; the first stands for none. */
export class Names {
  readonly list: string[] = ['']
  readonly #codes = new Map<string, number>()

  codeOf(name: string | null): number {
    if (name === null || name === '') return 0
    const known = this.#codes.get(name)
    if (known !== undefined) return known
    if (this.list.length > MAX_CODE) return 0
    const code = this.list.push(name) - 1
    this.#codes.set(name, code)
    return code
  }
}
