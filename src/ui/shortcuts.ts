import { useEffect, useRef } from 'react'
import { matchesStep, parseKeys } from './shortcut-keys.ts'

export interface Shortcut {
  /** `x`, `mod+k`, `g l` (one after the other), `shift+x`, `?`, `enter`, `j|arrowdown` (either). */
  keys: string
  label: string
  group: string
  /** Return false to let the key do its usual thing. */
  run: (event: KeyboardEvent) => unknown
  enabled: boolean
}

const registered: { current: Shortcut }[] = []
const sequenceWait_ms = 1200
const offKey = 'assay.single-keys'
let pressed: string | null = null
let pressedAt = 0

/** Single-key shortcuts can be turned off (WCAG 2.1.4): they get in the way of speech input. */
export const singleKeys = {
  get: () => localStorage.getItem(offKey) !== 'off',
  set: (on: boolean) => (on ? localStorage.removeItem(offKey) : localStorage.setItem(offKey, 'off')),
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** Enter and Space on a button or link belong to it. */
function isPressing(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' && event.key !== ' ') return false
  return (
    event.target instanceof Element && event.target.closest('button, a, summary, [role="menuitem"]') !== null
  )
}

type Match = 'run' | 'wait' | null

/** What this key does for one way to press a shortcut, given the key pressed just before (for `g l`). */
function matchOf(keys: string, event: KeyboardEvent, before: string | null): Match {
  const steps = parseKeys(keys)
  const first = steps[0]
  const second = steps[1]
  if (!first) return null
  if (second) {
    if (before === first.key) return matchesStep(second, event) ? 'run' : null
    return matchesStep(first, event) ? 'wait' : null
  }
  // `g` then `l` must not also be the page's own `l`.
  const isSecond =
    before !== null && registered.some((other) => other.current.keys === `${before} ${event.key}`)
  return !isSecond && matchesStep(first, event) ? 'run' : null
}

function isAllowed(shortcut: Shortcut, typing: boolean, covered: boolean): boolean {
  if (!shortcut.enabled || (covered && shortcut.keys !== 'mod+k')) return false
  return shortcut.keys.startsWith('mod+') ? !typing || shortcut.keys !== 'mod+z' : !typing && singleKeys.get()
}

function listen(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || isPressing(event)) return
  const typing = isTyping(event.target)
  const covered = document.querySelector('[data-modal], [role="menu"]') !== null
  const before = Date.now() - pressedAt < sequenceWait_ms ? pressed : null
  let waiting = false
  // The latest registered wins: what a page adds goes before the frame's.
  for (const { current: shortcut } of registered.toReversed()) {
    if (!isAllowed(shortcut, typing, covered)) continue
    const matches = shortcut.keys.split('|').map((keys) => matchOf(keys, event, before))
    const match = matches.find((found) => found !== null) ?? null
    if (match === 'wait') waiting = true
    if (match !== 'run') continue
    pressed = null
    if (shortcut.run(event) === false) continue
    event.preventDefault()
    return
  }
  pressed = waiting ? event.key.toLowerCase() : null
  pressedAt = Date.now()
}

/** Attach once, in the app's provider. */
export function startShortcuts(): () => void {
  document.addEventListener('keydown', listen)
  return () => document.removeEventListener('keydown', listen)
}

/** What the `?` sheet shows: the shortcuts that work now, by group. */
export function listShortcuts(): Shortcut[] {
  const seen = new Set<string>()
  return registered
    .map((entry) => entry.current)
    .filter((shortcut) => shortcut.enabled && !seen.has(shortcut.keys) && seen.add(shortcut.keys))
}

export interface UseShortcutOptions {
  label: string
  group?: string
  enabled?: boolean
}

/** `useShortcut('e', edit, { label: 'Edit lead', group: 'List' })`: works while the component is mounted. */
export function useShortcut(keys: string, run: Shortcut['run'], options: UseShortcutOptions): void {
  const { label, group = 'This page', enabled = true } = options
  const entry = useRef<Shortcut>({ keys, label, group, run, enabled })
  useEffect(() => {
    entry.current = { keys, label, group, run, enabled }
  })
  useEffect(() => {
    registered.push(entry)
    return () => {
      registered.splice(registered.indexOf(entry), 1)
    }
  }, [])
}
