import { setTimeout as sleep } from 'node:timers/promises'

const TRIES = 6
const FIRST_WAIT_MS = 5
/** Another transaction took the same person, or deadlocked with us: nothing happened, so do it again. */
const PASSING = new Set(['40001', '40P01'])

/** Does it again when it failed of what passes by itself. */
export async function retryPassing<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES || !PASSING.has((error as { code?: string }).code ?? '')) throw error
      await sleep(FIRST_WAIT_MS * 2 ** attempt * Math.random())
    }
  }
}
