import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'

const storageKey = 'assay.theme'
const listeners = new Set<() => void>()
const prefersDark = matchMedia('(prefers-color-scheme: dark)')

function read(): Theme {
  const kept = localStorage.getItem(storageKey)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

function apply() {
  const theme = read()
  const dark = theme === 'dark' || (theme === 'system' && prefersDark.matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  for (const tell of listeners) tell()
}

// public/theme.js sets it before the first paint; this follows the system and other tabs from then on.
prefersDark.addEventListener('change', apply)
addEventListener('storage', (event) => event.key === storageKey && apply())

export function setTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme)
  apply()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `const theme = useTheme(); <Select … value={theme} onValueChange={setTheme} />` */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, read)
}
