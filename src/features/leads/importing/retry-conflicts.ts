const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const MAX_ATTEMPTS = 10

/**
 * Runs a whole transaction again when another one got in its way: a person stored by both, or a deadlock. The
 * winner has committed by then, so the second try sees what it did.
 */
export async function retryConflicts<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction()
    } catch (error) {
      const { code } = error as { code?: string }
      const isConflict = code === SERIALIZATION_FAILURE || code === DEADLOCK
      if (!isConflict || attempt === MAX_ATTEMPTS) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}
