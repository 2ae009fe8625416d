import { MAX_PULL } from '../../values.ts'

export interface PullWish {
  people: string
  tags: string
  limit: string
}

interface Terms {
  /** How many match and are new, as far as anybody knows. */
  available: number
  price: number
}

export interface ReadWish {
  people: number
  /** The most it is charged. */
  cost: number
  tags: string[]
  wrong: { people?: string; tags?: string; limit?: string }
}

const MOST_TAGS = 20
const MOST_TAG_LETTERS = 60

/** What was typed, as a pull: how many, for how much, and what of it cannot be. */
export function readWish(wish: PullWish, { available, price }: Terms): ReadWish {
  const wrong: ReadWish['wrong'] = {}
  const most = Math.min(available, MAX_PULL)
  const people = Number(wish.people.replaceAll(/[\s,]/g, ''))
  if (!Number.isInteger(people) || people < 1) wrong.people = 'A whole number'
  else if (people > most)
    wrong.people =
      most < MAX_PULL ? `Only ${most.toLocaleString('en')} match` : `At most ${most.toLocaleString('en')}`

  const tags = [...new Set(wish.tags.split(',').map((tag) => tag.trim()))].filter(Boolean)
  if (tags.length > MOST_TAGS) wrong.tags = `At most ${MOST_TAGS}`
  else if (tags.some((tag) => tag.length > MOST_TAG_LETTERS))
    wrong.tags = `At most ${MOST_TAG_LETTERS} letters each`

  const whole = wrong.people ? 0 : (people * Math.round(price * 100)) / 100
  const text = wish.limit.replaceAll(/[\s,]/g, '')
  const limit = text === '' ? whole : Number(text)
  if (!/^\d{0,9}(\.\d{1,2})?$/.test(text)) wrong.limit = 'Credits, such as 50 or 12.50'
  else if (limit < price && !wrong.people) wrong.limit = 'Less than one person costs'
  return {
    people: wrong.people ? 0 : people,
    cost: wrong.limit ? whole : Math.min(whole, limit),
    tags,
    wrong,
  }
}
