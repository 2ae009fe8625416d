import { type RefObject, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'

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
  standIn: RefObject<HTMLElement | null>
  handlers: {
    onPointerEnter: () => void
    onPointerDown: (event: { button: number }) => void
    onFocus: () => void
    onClick: () => void
  }
}

/** The part, once loaded; until then what a stand-in for its trigger needs. */
export function useLazyPart<Module>(part: LazyPart<Module>): [Module | undefined, Reach] {
  const module = useSyncExternalStore(part.subscribe, part.get)
  const [wanted, setWanted] = useState(false)
  const focused = useRef(false)
  const standIn = useRef<HTMLElement | null>(null)
  // Read while the stand-in is still in the page: its cleanup runs before the element goes.
  useLayoutEffect(() => {
    if (module) return
    return () => {
      focused.current = standIn.current !== null && standIn.current === document.activeElement
    }
  }, [module])
  const want = () => {
    setWanted(true)
    part.load()
  }
  const handlers = {
    onPointerEnter: part.load,
    onFocus: part.load,
    onPointerDown: (event: { button: number }) => event.button === 0 && want(),
    onClick: want,
  }
  return [module, { wanted, focused, standIn, handlers }]
}
