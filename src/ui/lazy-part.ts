import { type RefObject, useRef, useState, useSyncExternalStore } from 'react'

/** A part of the kit that is loaded when a person reaches for it: menus and popovers cost as much as a page. */
export interface LazyPart<Module> {
  get: () => Module | undefined
  load: () => void
  subscribe: (listener: () => void) => () => void
}

export function lazyPart<Module>(importer: () => Promise<Module>): LazyPart<Module> {
  let loaded: Module | undefined
  let isLoading = false
  const listeners = new Set<() => void>()
  async function load() {
    if (isLoading) return
    isLoading = true
    try {
      loaded = await importer()
      for (const tell of listeners) tell()
    } catch {
      // The connection may be gone for a moment; the next reach tries again.
      isLoading = false
    }
  }
  return {
    get: () => loaded,
    load: () => void load(),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export interface Reach {
  /** Pressed before it was there: open it as soon as it is. */
  wanted: boolean
  /** The stand-in had the focus: whoever takes its place must have it too. */
  focused: RefObject<boolean>
  load: () => void
  want: () => void
}

/** The part, once loaded; until then what the stand-in for its trigger needs. */
export function useLazyPart<Module>(part: LazyPart<Module>): [Module | undefined, Reach] {
  const module = useSyncExternalStore(part.subscribe, part.get)
  const [wanted, setWanted] = useState(false)
  const focused = useRef(false)
  const want = () => {
    setWanted(true)
    part.load()
  }
  return [module, { wanted, focused, load: part.load, want }]
}
