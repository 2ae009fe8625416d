export type LiveState = 'live' | 'reconnecting' | 'offline'

/** What the event log tells: ids and what changed, never contact values. */
export interface LiveEvent {
  type: string
  at: string
  ids: string[]
  count: number
  [change: string]: unknown
}

export interface LiveClientOptions {
  open: (path: string) => EventSource
  now: () => number
  /** Events may have been missed: read everything again. */
  onGap: () => void
  onState: (state: LiveState) => void
}

const slept_ms = 60_000
const hiddenLimit_ms = 60_000
const retryBase_ms = 1000
const retryMax_ms = 30_000
/** Still trying, but long enough that a person should know. */
const offlineAfter_ms = 20_000
/** A first stream this late may have missed events after what the page read. */
const lateStart_ms = 1000

/**
 * Keeps one event stream to /api/live. A short break is bridged: by the browser, which resumes with
 * Last-Event-ID, or by a new stream that says where the last one was. After a long one (sleep, a hidden
 * tab), or when the server cannot resume, `onGap` is told: reading again is cheaper than hearing it all.
 * A tab hidden for a minute gives its connection back: a browser allows only six to one server.
 */
export class LiveClient {
  readonly #options: LiveClientOptions
  readonly #handlers = new Map<string, Set<(event: LiveEvent) => void>>()
  #source: EventSource | null = null
  /** The stream that has been open: when it opens again, the browser resumed it. */
  #known: EventSource | null = null
  #startedAt = 0
  #lastEventId = ''
  /** When the stream was last known to be whole; a new one resumes only soon after. */
  #wholeAt = 0
  #isOnline = true
  #failures = 0
  #brokenSince: number | null = null
  #hiddenSince: number | null = null
  #lastTick: number
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #running = false

  constructor(options: LiveClientOptions) {
    this.#options = options
    this.#lastTick = options.now()
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    this.#known = null
    this.#lastEventId = ''
    this.#startedAt = this.#options.now()
    this.#lastTick = this.#startedAt
    this.#connect()
  }

  stop(): void {
    this.#running = false
    this.#close()
  }

  /** Handlers for one event type; returns how to stop listening. */
  on(type: string, handler: (event: LiveEvent) => void): () => void {
    let handlers = this.#handlers.get(type)
    if (!handlers) {
      handlers = new Set()
      this.#handlers.set(type, handlers)
      this.#source?.addEventListener(type, this.#deliver)
    }
    handlers.add(handler)
    return () => handlers.delete(handler)
  }

  /** Call every few seconds: a clock that jumped means the machine slept. */
  tick(): void {
    const now = this.#options.now()
    const slept = now - this.#lastTick > slept_ms
    this.#lastTick = now
    if (!this.#running) return
    if (!slept && this.#source && this.#brokenSince === null) this.#wholeAt = now
    if (this.#hiddenSince !== null && now - this.#hiddenSince > hiddenLimit_ms) this.#close()
    else if (slept) this.reconnect()
    if (this.#brokenSince !== null && now - this.#brokenSince > offlineAfter_ms)
      this.#options.onState('offline')
  }

  visible(isVisible: boolean): void {
    this.#hiddenSince = isVisible ? null : this.#options.now()
    if (isVisible && this.#running && !this.#source) this.#connect()
  }

  network(isOnline: boolean): void {
    this.#isOnline = isOnline
    if (!isOnline) this.#options.onState('offline')
    else if (this.#running) this.reconnect()
  }

  /** Drops the stream, if any, and opens a new one. */
  reconnect(): void {
    this.#connect()
  }

  #close(): void {
    clearTimeout(this.#retryTimer)
    this.#source?.close()
    this.#source = null
  }

  #connect(): void {
    this.#close()
    const isSoon = this.#options.now() - this.#wholeAt < slept_ms
    const resumes = isSoon && this.#lastEventId !== ''
    const place = resumes ? `?last_event_id=${encodeURIComponent(this.#lastEventId)}` : ''
    const source = this.#options.open(`/api/live${place}`)
    this.#source = source
    source.onopen = () => {
      // The first stream starts beside pages that have just read; one that does not resume has a gap before it.
      const isLate = this.#options.now() - this.#startedAt > lateStart_ms
      if (source !== this.#known && !resumes && (this.#known || isLate)) this.#options.onGap()
      this.#known = source
      this.#failures = 0
      this.#wholeAt = this.#options.now()
      this.#brokenSince = null
      this.#options.onState('live')
    }
    source.onerror = () => {
      this.#brokenSince ??= this.#options.now()
      this.#options.onState(this.#isOnline ? 'reconnecting' : 'offline')
      // CONNECTING: the browser tries again by itself and resumes. CLOSED: an HTTP error made it give up.
      if (source.readyState !== 2 || this.#source !== source) return
      this.#close()
      const wait_ms = Math.min(retryMax_ms, retryBase_ms * 2 ** this.#failures)
      this.#failures += 1
      this.#retryTimer = setTimeout(() => this.#running && this.#connect(), wait_ms)
    }
    // The server could not resume from where this client was.
    source.addEventListener('resync', (message) => {
      this.#note(message)
      this.#options.onGap()
    })
    source.addEventListener('ready', (message) => this.#note(message))
    for (const type of this.#handlers.keys()) source.addEventListener(type, this.#deliver)
  }

  #note(message: MessageEvent<string>): void {
    if (message.lastEventId) this.#lastEventId = message.lastEventId
  }

  readonly #deliver = (message: MessageEvent<string>): void => {
    this.#note(message)
    const event: LiveEvent = { ids: [], count: 1, at: '', ...JSON.parse(message.data), type: message.type }
    for (const handler of this.#handlers.get(message.type) ?? []) handler(event)
  }
}
