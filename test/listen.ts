export interface Heard {
  id: string
  event: string
  data: { type?: string; ids?: string[]; count?: number; [change: string]: unknown }
}

export interface Ear {
  status: number
  /** Everything heard so far. */
  events: Heard[]
  /** Resolves when `enough` holds, checked at each event. */
  until(enough: (events: Heard[]) => boolean): Promise<void>
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>
  close(): void
}

/** Opens an event stream and gathers what it tells. */
export async function listen(url: string, headers: Record<string, string>): Promise<Ear> {
  const stop = new AbortController()
  const response = await fetch(url, { headers, signal: stop.signal })
  const events: Heard[] = []
  let check = () => {}
  const ended = (async () => {
    if (!response.body) return
    let rest = ''
    try {
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        const blocks = (rest + chunk).split('\n\n')
        rest = blocks.pop() ?? ''
        events.push(...blocks.filter((block) => block.includes('data:')).map(parse))
        check()
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error
    }
  })()
  return {
    status: response.status,
    events,
    ended,
    close: () => stop.abort(),
    until: (enough) =>
      new Promise((resolve) => {
        check = () => enough(events) && resolve()
        check()
      }),
  }
}

function parse(block: string): Heard {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? ''
  return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) }
}
