import { type Change, Journal } from './journal.ts'
import type { Kind, Kinds, StripeObject } from './kinds.ts'

/** Everything in memory, written down before anyone is answered. Values are replaced, never changed in place. */
export class Store {
  readonly #journal: Journal
  readonly #kinds = new Map<string, Map<string, StripeObject>>()
  readonly #listeners = new Set<() => void>()
  /** The running transaction: what it wrote and how to undo it. */
  #running: { changes: Map<string, Change>; undo: (() => void)[] } | null = null

  constructor(dir: string) {
    const { journal, lines } = Journal.open(dir, (changes) => {
      for (const [kind, id, value] of changes) this.#set(kind, id, value as StripeObject | null)
    })
    this.#journal = journal
    const live = [...this.#kinds.values()].reduce((sum, items) => sum + items.size, 0)
    if (lines > live * 2 + 1000) journal.rewrite(this.#everything())
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.#kinds.get(kind)?.get(id) as Kinds[K] | undefined
  }

  /** Oldest first. */
  list<K extends Kind>(kind: K): Kinds[K][] {
    return [...(this.#kinds.get(kind)?.values() ?? [])] as Kinds[K][]
  }

  put<K extends Kind>(kind: K, value: Kinds[K]): Kinds[K] {
    this.#write(kind, value.id, value)
    return value
  }

  patch<K extends Kind>(kind: K, id: string, fields: Partial<Kinds[K]>): Kinds[K] {
    const old = this.get(kind, id)
    if (!old) throw new Error(`no ${kind} ${id}`)
    return this.put(kind, { ...old, ...fields })
  }

  remove(kind: Kind, id: string) {
    this.#write(kind, id, null)
  }

  /** All of it is kept or nothing. `work` is synchronous, so transactions never overlap. */
  transaction<T>(work: () => T): T {
    if (this.#running) return work()
    const running = { changes: new Map<string, Change>(), undo: [] as (() => void)[] }
    this.#running = running
    let result: T
    try {
      result = work()
      if (running.changes.size > 0) this.#journal.append([...running.changes.values()])
    } catch (error) {
      for (const undo of running.undo.reverse()) undo()
      throw error
    } finally {
      this.#running = null
    }
    if (running.changes.size > 0) for (const listener of this.#listeners) listener()
    return result
  }

  onCommit(listener: () => void) {
    this.#listeners.add(listener)
  }

  close() {
    this.#journal.close()
  }

  #write(kind: string, id: string, value: StripeObject | null) {
    const running = this.#running
    if (!running) throw new Error('nothing is written outside a transaction')
    const old = this.#kinds.get(kind)?.get(id) ?? null
    running.undo.push(() => this.#set(kind, id, old))
    running.changes.set(`${kind} ${id}`, [kind, id, value])
    this.#set(kind, id, value)
  }

  #set(kind: string, id: string, value: StripeObject | null) {
    const items = this.#kinds.get(kind) ?? new Map<string, StripeObject>()
    this.#kinds.set(kind, items)
    if (value) items.set(id, value)
    else items.delete(id)
  }

  *#everything(): Generator<Change> {
    for (const [kind, items] of this.#kinds) for (const [id, value] of items) yield [kind, id, value]
  }
}
