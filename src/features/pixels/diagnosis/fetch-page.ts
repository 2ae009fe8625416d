import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { guardedLookup, refuseLiteral } from './guarded-lookup.ts'

const MAX_REDIRECTS = 5
const MAX_BYTES = 2_000_000
const LIMIT_MS = 10_000

export interface Page {
  /** After all redirects. */
  url: URL
  status: number
  /** Of the type of the answer, such as `text/html`; empty when it does not say. */
  type: string
  csp: string[]
  /** At most the first two million bytes. */
  html: string
}

export class PageError extends Error {}

export interface FetchOptions {
  mayFetch: (address: string) => boolean
  /** Where we ourselves are: whoever asks may read that anyway, also when the operator runs it inside. */
  ownOrigin: string
  /** Said to the site, so that its owner sees who asked. */
  userAgent: string
}

/** Reads a page as a stranger would: no cookies, only public addresses at every hop, ten seconds and 2 MB in all. */
export async function fetchPage(start: URL, options: FetchOptions): Promise<Page> {
  const signal = AbortSignal.timeout(LIMIT_MS)
  let url = start
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const answer = await request(url, options, signal)
    const status = answer.statusCode ?? 0
    const { location } = answer.headers
    if (status < 300 || status >= 400 || location === undefined) {
      return { ...head(url, status, answer), html: await readText(answer, signal) }
    }
    answer.destroy()
    url = nextUrl(location, url)
  }
  throw new PageError(`It redirects more than ${MAX_REDIRECTS} times`)
}

function request(url: URL, { mayFetch, ownOrigin, userAgent }: FetchOptions, signal: AbortSignal) {
  const isOwn = url.origin === ownOrigin
  if (!isOwn) refuseLiteral(url, mayFetch)
  const lookup = isOwn ? undefined : guardedLookup(mayFetch)
  const headers = { 'User-Agent': userAgent, Accept: 'text/html,*/*;q=0.5', 'Accept-Encoding': 'gzip, br' }
  const get = url.protocol === 'https:' ? getHttps : getHttp
  return new Promise<IncomingMessage>((resolve, reject) => {
    // A connection of its own: one that is kept from before was checked for another moment.
    const asked = get(url, { headers, signal, agent: false, lookup, maxHeaderSize: 65_536 }, resolve)
    asked.on('error', reject)
  })
}

function nextUrl(location: string, from: URL): URL {
  const next = URL.canParse(location, from) ? new URL(location, from) : null
  if (!next || !/^https?:$/.test(next.protocol))
    throw new PageError('It redirects to something that is no page')
  return next
}

function head(url: URL, status: number, { headers }: IncomingMessage): Omit<Page, 'html'> {
  const csp = headers['content-security-policy']
  return {
    ...{ url, status, type: headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '' },
    csp: [csp ?? []].flat(),
  }
}

async function readText(answer: IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  const abort = () => answer.destroy(new PageError('It takes longer than ten seconds'))
  signal.addEventListener('abort', abort, { once: true })
  try {
    for await (const chunk of decoded(answer)) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= MAX_BYTES) break
    }
  } finally {
    signal.removeEventListener('abort', abort)
    answer.destroy()
  }
  return Buffer.concat(chunks).subarray(0, MAX_BYTES).toString('utf8')
}

function decoded(answer: IncomingMessage): Readable {
  const encoding = answer.headers['content-encoding']?.toLowerCase()
  const decoder =
    encoding === 'gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : encoding === 'deflate'
          ? createInflate()
          : null
  if (!decoder) return answer
  answer.on('error', (error) => decoder.destroy(error))
  return answer.pipe(decoder)
}
