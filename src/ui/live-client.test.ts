import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveClient, type LiveEvent, type LiveState } from './live-client.ts'

const connecting = 0
const closed = 2

/** The part of EventSource the client uses, moved by hand. */
class FakeSource extends EventTarget {
  readyState = connecting
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  close() {
    this.readyState = closed
  }
  opens() {
    this.onopen?.()
  }
  breaks(readyState: number) {
    this.readyState = readyState
    this.onerror?.()
  }
  says(type: string, data: object, lastEventId = '') {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }))
  }
}

function make() {
  const sources: FakeSource[] = []
  const paths: string[] = []
  const states: LiveState[] = []
  let gaps = 0
  const client = new LiveClient({
    open: (path) => {
      paths.push(path)
      const source = new FakeSource()
      sources.push(source)
      return source as unknown as EventSource
    },
    now: () => Date.now(),
    onGap: () => {
      gaps += 1
    },
    onState: (state) => states.push(state),
  })
  const last = () => sources[sources.length - 1] as FakeSource
  return { client, sources, paths, states, last, gaps: () => gaps }
}

describe('live client', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('delivers events by type, also to those who come after the stream', () => {
    const { client, last } = make()
    const heard: LiveEvent[] = []
    client.on('lead.created', (event) => heard.push(event))
    client.start()
    last().opens()
    client.on('order.created', (event) => heard.push(event))
    last().says('lead.created', { ids: ['a', 'b'], count: 2 })
    last().says('order.created', { ids: ['c'] })
    expect(heard.map(({ type, ids, count }) => [type, ids, count])).toEqual([
      ['lead.created', ['a', 'b'], 2],
      ['order.created', ['c'], 1],
    ])
  })

  it('stops delivering to those who left', () => {
    const { client, last } = make()
    const heard = vi.fn()
    const stop = client.on('lead.created', heard)
    client.start()
    last().opens()
    stop()
    last().says('lead.created', { ids: ['a'] })
    expect(heard).not.toHaveBeenCalled()
  })

  it('lets the browser bridge a short break, without reading everything again', () => {
    const { client, sources, states, last, gaps } = make()
    client.start()
    last().opens()
    last().breaks(connecting)
    last().opens()
    expect(sources).toHaveLength(1)
    expect(gaps()).toBe(0)
    expect(states).toEqual(['live', 'reconnecting', 'live'])
  })

  it('opens a new stream when the browser gave up, later each time, and reads again', () => {
    const { client, sources, last, gaps } = make()
    client.start()
    last().opens()
    last().breaks(closed)
    vi.advanceTimersByTime(1000)
    expect(sources).toHaveLength(2)
    last().breaks(closed)
    vi.advanceTimersByTime(1999)
    expect(sources).toHaveLength(2)
    vi.advanceTimersByTime(1)
    expect(sources).toHaveLength(3)
    last().opens()
    expect(gaps()).toBe(1)
  })

  it('says where it was, so that nothing is read again', () => {
    const { client, paths, last, gaps } = make()
    client.start()
    last().opens()
    last().says('ready', {}, '7-1')
    last().breaks(closed)
    vi.advanceTimersByTime(1000)
    last().opens()
    expect(paths).toEqual(['/api/live', '/api/live?last_event_id=7-1'])
    expect(gaps()).toBe(0)
  })

  it('says offline when it has tried for long', () => {
    const { client, states, last } = make()
    client.start()
    last().opens()
    last().breaks(connecting)
    for (let second = 0; second < 25; second += 5) {
      vi.advanceTimersByTime(5000)
      client.tick()
    }
    expect(states.at(-1)).toBe('offline')
    last().opens()
    expect(states.at(-1)).toBe('live')
  })

  it('starts over after the machine slept', () => {
    const { client, sources, paths, last, gaps } = make()
    client.start()
    last().opens()
    last().says('ready', {}, '7-1')
    vi.setSystemTime(Date.now() + 8 * 3600_000)
    client.tick()
    expect(sources).toHaveLength(2)
    expect(sources[0]?.readyState).toBe(closed)
    expect(paths[1]).toBe('/api/live')
    last().opens()
    expect(gaps()).toBe(1)
  })

  it('gives the connection back in a hidden tab and returns with everything read again', () => {
    const { client, sources, last, gaps } = make()
    client.start()
    last().opens()
    client.visible(false)
    for (let second = 0; second < 65; second += 5) {
      vi.advanceTimersByTime(5000)
      client.tick()
    }
    expect(last().readyState).toBe(closed)
    client.visible(true)
    expect(sources).toHaveLength(2)
    last().opens()
    expect(gaps()).toBe(1)
  })

  it('reads again when the server cannot resume, or when the first stream came late', () => {
    const { client, last, gaps } = make()
    client.start()
    vi.advanceTimersByTime(5000)
    last().opens()
    expect(gaps()).toBe(1)
    last().says('resync', {})
    expect(gaps()).toBe(2)
  })

  it('does not come back after it was stopped', () => {
    const { client, sources, last } = make()
    client.start()
    last().breaks(closed)
    client.stop()
    vi.advanceTimersByTime(60_000)
    client.tick()
    expect(sources).toHaveLength(1)
  })
})
