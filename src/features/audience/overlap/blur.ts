import { randomInt } from 'node:crypto'
import type { Blurred } from './schema.ts'

const STEP = 10
/** Of fewer, nothing is told. */
const LEAST = 10
/** How wide the chance is: one person more or less moves it by a fifth at most. */
const SPREAD = 5
const CHANCES = 2 ** 32

/**
 * A count as it is told: with some chance added and in tens. Below ten, and so near to it that the chance could have made
 * the difference, it is `few`; so is what is left of `of`. Somebody who adds one person to a list of people they know
 * learns next to nothing from what changes.
 */
export function blur(count: number, of: number, chance: () => number = randomChance): Blurred {
  const told = count + chance()
  if (count < LEAST || told < 2 * LEAST) return { is: 'few', people: null }
  if (of - count < LEAST || of - told < 2 * LEAST) return { is: 'nearly_all', people: null }
  return { is: 'about', people: Math.round(told / STEP) * STEP }
}

/** Two geometric ones apart: small mostly, of either sign, around nothing. */
function randomChance(): number {
  return geometric() - geometric()
}

function geometric(): number {
  const random = (randomInt(CHANCES) + 1) / CHANCES
  return Math.floor(-Math.log(random) * SPREAD)
}
