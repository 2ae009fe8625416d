/**
 * Remembers what `work` made of the last values: titles, industries and countries repeat all through a file.
 * Forgets everything when full, which keeps it flat and simple.
 */
export function memo<T>(max: number, work: (value: string) => T): (value: string) => T {
  const results = new Map<string, T>()
  // neighbouring rows often agree, and comparing is quicker than hashing
  let lastValue: string | null = null
  let lastResult: T
  return (value) => {
    if (value === lastValue) return lastResult
    let result = results.get(value)
    if (result === undefined) {
      const isKept = value.length <= MAX_KEY_CHARS
      const key = isKept ? detach(value) : value
      result = work(key) // what it answers may be a part of the key
      if (results.size >= max) results.clear()
      if (isKept) results.set(key, result)
    }
    lastValue = value
    lastResult = result
    return result
  }
}

const MAX_KEY_CHARS = 300

/** V8 keeps a short slice of a text as a view that holds all of the text in memory; this makes it a copy. */
function detach(value: string): string {
  return value.length < 13 ? value : Buffer.from(value).toString()
}
