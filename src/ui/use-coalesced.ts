import { useCallback, useEffect, useRef } from 'react'

/** Runs at once, then at most every `pauseMs`, the last time after the last call: a flood of events makes few of them. */
export function useCoalesced(run: () => void, pauseMs: number): () => void {
  const latest = useRef(run)
  const state = useRef({ timer: undefined as ReturnType<typeof setTimeout> | undefined, isWanted: false })
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const { current } = state
    return () => {
      clearTimeout(current.timer)
      current.timer = undefined
    }
  }, [])
  return useCallback(() => {
    const { current } = state
    if (current.timer !== undefined) {
      current.isWanted = true
      return
    }
    const rest = () => {
      current.timer = undefined
      if (!current.isWanted) return
      current.isWanted = false
      begin()
    }
    const begin = () => {
      current.timer = setTimeout(rest, pauseMs)
      latest.current()
    }
    begin()
  }, [pauseMs])
}
