import type { ReactNode } from 'react'

export interface ToastOptions {
  title: string
  description?: ReactNode
  tone?: 'neutral' | 'good' | 'bad'
  action?: { label: string; run: () => void }
  /** How long it stays; hovering or focusing it stops the clock. Default 5 s, 8 s with an action. */
  duration_ms?: number
  /** A second toast with the same id replaces the first. */
  id?: string
}

export interface ToastItem extends ToastOptions {
  id: string
  duration_ms: number
}

let items: readonly ToastItem[] = []
let counter = 0
const listeners = new Set<() => void>()

function set(next: readonly ToastItem[]) {
  items = next
  for (const tell of listeners) tell()
}

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => items,
  dismiss: (id: string) => set(items.filter((item) => item.id !== id)),
}

function show(options: ToastOptions): string {
  counter += 1
  const id = options.id ?? `toast-${counter}`
  const item = { ...options, id, duration_ms: options.duration_ms ?? (options.action ? 8000 : 5000) }
  // Four at most: older ones have been read or never will be.
  set([...items.filter((other) => other.id !== id), item].slice(-4))
  return id
}

/** `toast({ title: 'Saved' })`; `toast.error('Could not save', why)`; `toast.undo('3 leads deleted', restore)`. */
export const toast = Object.assign(show, {
  error: (title: string, description?: ReactNode) =>
    show({ title, description, tone: 'bad', duration_ms: 10_000 }),
  /** Eight seconds to take it back, by the button or Ctrl/Cmd Z. */
  undo: (title: string, undo: () => void) =>
    show({ title, action: { label: 'Undo', run: undo }, duration_ms: 8000 }),
  dismiss: toastStore.dismiss,
})

/** Runs the newest toast's Undo; false when there is none. */
export function undoLatest(): boolean {
  const latest = items.findLast((item) => item.action?.label === 'Undo')
  if (!latest) return false
  toastStore.dismiss(latest.id)
  latest.action?.run()
  return true
}
