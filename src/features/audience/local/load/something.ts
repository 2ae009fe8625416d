import { NOTHING } from '../../../leads/index.ts'

interface Words {
  /** What the text may begin with, of `letters`. */
  first: string
  /** What its words are of. */
  letters: string
  /** What may stand between words. */
  between: string
}

/**
 * A pattern for texts of such words that are none of the ways to write nothing ("n/a", "Unknown"), for RE2, which has
 * no lookahead: letter by letter along what nothing is written like, and anything from where a text leaves it.
 */
export function anythingBut({ first, letters, between }: Words): string {
  const known = new Set(letters + between)
  const nothings = NOTHING.filter((word) =>
    [...word].every((letter) => known.has(letter) || known.has(letter.toUpperCase())),
  )
  const word = charClass(letters)
  const more = `(?:${charClass(between)}${word}+)*`
  const after = (start: string): string => {
    const next = new Set(
      nothings
        .filter((text) => text.startsWith(start) && text !== start)
        .map((text) => text[start.length] as string),
    )
    const isNext = (letter: string) => next.has(letter.toLowerCase())
    const along = [...next].flatMap((letter) => {
      const cases = [...new Set([letter, letter.toUpperCase()])].filter((one) => letters.includes(one))
      return cases.length === 0 ? [] : [`${charClass(cases.join(''))}${after(start + letter)}`]
    })
    const from = start === '' ? first : letters
    const away = `${charClass([...from].filter((letter) => !isNext(letter)).join(''))}${word}*${more}`
    const apart = [...between].filter((letter) => !isNext(letter)).join('')
    const others = start !== '' && apart !== '' ? [`${charClass(apart)}${word}+${more}`] : []
    const isOver = start !== '' && !nothings.includes(start)
    return `(?:${[...along, away, ...others].join('|')})${isOver ? '?' : ''}`
  }
  return after('')
}

function charClass(letters: string): string {
  return `[${letters.replace(/[\\\]^[-]/g, '\\$&')}]`
}
