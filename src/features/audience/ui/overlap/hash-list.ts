import type { ListedPerson } from './read-list.ts'

export interface HashedList {
  emails: string[]
  phones: string[]
}

/** Values hashed before the page gets its turn. */
const SLICE = 500

/**
 * Hashes a list with the key of its test, a slice at a time so that the page stays live. Nothing but half of each hash
 * leaves the browser.
 */
export async function hashList(
  key: string,
  people: readonly ListedPerson[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<HashedList> {
  const list: HashedList = { emails: [], phones: [] }
  for (let at = 0; at < people.length; at += SLICE) {
    signal.throwIfAborted()
    const slice = people.slice(at, at + SLICE)
    list.emails.push(...(await hashAll(key, 'email', slice)))
    list.phones.push(...(await hashAll(key, 'phone', slice)))
    onProgress(Math.min(at + SLICE, people.length))
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { emails: [...new Set(list.emails)], phones: [...new Set(list.phones)] }
}

function hashAll(key: string, kind: 'email' | 'phone', people: readonly ListedPerson[]): Promise<string[]> {
  return Promise.all(
    people.flatMap((person) => {
      const value = person[kind]
      return value === null ? [] : [hashOf(`${key}:${kind}:${value}`)]
    }),
  )
}

async function hashOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  let hex = ''
  for (let i = 0; i < 16; i++) hex += (bytes[i] ?? 0).toString(16).padStart(2, '0')
  return hex
}
