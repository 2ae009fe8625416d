import { useEffect, useRef, useSyncExternalStore } from 'react'
import { LiveClient, type LiveEvent, type LiveState } from './live-client.ts'
import { queryClient } from './query.ts'

export type { LiveEvent, LiveState }

let state: LiveState = 'reconnecting'
const stateListeners = new Set<() => void>()
const gapListeners = new Set<() => void>()

const client = new LiveClient({
  open: (path) => new EventSource(path),
  now: () => Date.now(),
  onGap: () => {
    void queryClient.invalidateQueries()
    for (const tell of gapListeners) tell()
  },
  onState: (next) => {
    if (next === state) return
    state = next
    for (const tell of stateListeners) tell()
  },
})

/** Opens the stream; the signed-in frame calls it for each workspace and stops it when it goes. */
export function startLive(): () => void {
  const ticking = setInterval(() => client.tick(), 5000)
  const onVisibility = () => {
    client.tick()
    client.visible(document.visibilityState === 'visible')
  }
  const onOnline = () => client.network(true)
  const onOffline = () => client.network(false)
  document.addEventListener('visibilitychange', onVisibility)
  addEventListener('online', onOnline)
  addEventListener('offline', onOffline)
  client.start()
  return () => {
    clearInterval(ticking)
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('online', onOnline)
    removeEventListener('offline', onOffline)
    client.stop()
  }
}

/** `useLive(['lead.created'], (event) => setNew((n) => n + event.count))` */
export function useLive(types: readonly string[], handler: (event: LiveEvent) => void): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  const key = types.join(' ')
  useEffect(() => {
    const stops = key.split(' ').map((type) => client.on(type, (event) => latest.current(event)))
    return () => {
      for (const stop of stops) stop()
    }
  }, [key])
}

function subscribe(listener: () => void): () => void {
  stateListeners.add(listener)
  return () => stateListeners.delete(listener)
}

/** `live`, `reconnecting` or `offline`, for the live dot. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(subscribe, () => state)
}

/** Told after a sleep, a long reconnect or a gap, when every query has been marked stale. */
export function useLiveGap(handler: () => void): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    const listener = () => latest.current()
    gapListeners.add(listener)
    return () => {
      gapListeners.delete(listener)
    }
  }, [])
}
