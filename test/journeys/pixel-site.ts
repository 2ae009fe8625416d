import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SentEvent {
  i: string
  n: string
  u: string
  l?: string
  r?: string
  d?: Record<string, unknown>
}

export interface SentBatch {
  k: string
  m: 'cookieless' | 'full'
  v: string | null
  s: string | null
  e: SentEvent[]
}

export interface Site {
  url: string
  /** The same server under the name of another host. */
  elsewhere: string
  /** What the app took, in the order it came. */
  taken: SentBatch[]
  /** What was answered with `refuseWith` instead. */
  refused: SentBatch[]
  refuseWith: number | null
  close(): Promise<void>
}

/** Routes of an app in one page: the title comes after the address, as with most routers. */
const ROUTER = `
window.assay = window.assay || function () { (assay.q = assay.q || []).push(arguments) }
assay('track', 'Opened shop', { plan: 'trial' })
addEventListener('click', (event) => {
  const path = event.target.dataset.path
  if (!path) return
  history[event.target.dataset.how || 'pushState']({}, '', path)
  setTimeout(() => { document.title = 'Shop ' + path.split('/').pop() })
})`

const page = (script: string, body: string) => `<!doctype html>
<html lang="en"><head><title>Pier</title>${script}</head><body>${body}</body></html>`

const home = (elsewhere: string) => `<h1>Pier</h1>
<p><a id="out" href="${elsewhere}/?ref=7">Elsewhere</a> <a id="file" href="/prices.csv">Prices</a>
<a id="mail" href="mailto:ada@pier.example">Mail</a> <a id="in" href="shop">Shop</a></p>
<form id="newsletter" action="/thanks" method="post"><input type="email" name="email"><button>Sign up</button></form>
<form name="login" action="/thanks" method="post"><input type="email" name="who"><input type="password" name="word"><button>Log in</button></form>
<div id="tall"></div>`

const SHOP = `<h1>Shop</h1><button data-path="ropes">Ropes</button> <button data-path="sails">Sails</button>
<button data-path="ropes?colour=red" data-how="replaceState">Red</button>`

/**
 * A customer's site with a strict policy. Its pages stand below the key of the pixel they carry, and it hands /px on to the
 * app, as a domain of the site's own does; pages below /direct load the script from the app itself.
 */
export async function startSite(appUrl: string): Promise<Site> {
  const site: Site = { url: '', elsewhere: '', taken: [], refused: [], refuseWith: null, close }
  const server = createServer((incoming, outgoing) => {
    answer(site, appUrl, incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  site.url = `http://127.0.0.1:${port}`
  site.elsewhere = `http://localhost:${port}`
  return site

  async function close() {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
}

async function answer(site: Site, appUrl: string, incoming: IncomingMessage, outgoing: ServerResponse) {
  const [, first = '', key = '', ...rest] = new URL(incoming.url ?? '/', site.url).pathname.split('/')
  if (first === 'px') return passOn(site, appUrl, incoming, outgoing)
  if (first === 'router.js') return outgoing.writeHead(200, { 'Content-Type': 'text/javascript' }).end(ROUTER)
  if (first === 'style.css')
    return outgoing.writeHead(200, { 'Content-Type': 'text/css' }).end('#tall { height: 3000px }')
  if (first === 'prices.csv') return outgoing.writeHead(200, { 'Content-Type': 'text/csv' }).end('item,price')
  const from = first === 'direct' ? appUrl : site.url
  const script = `<link rel="stylesheet" href="/style.css">${key ? `<script async src="${from}/px/${key}.js"></script>` : ''}`
  const isShop = rest.includes('shop')
  outgoing.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'self' ${from}; connect-src ${from}; style-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'`,
  )
  outgoing.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
  outgoing.end(
    page(
      isShop ? `<script src="/router.js"></script>${script}` : script,
      isShop ? SHOP : home(site.elsewhere),
    ),
  )
}

async function passOn(site: Site, appUrl: string, incoming: IncomingMessage, outgoing: ServerResponse) {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString()
  const batch = incoming.method === 'POST' ? (JSON.parse(body) as SentBatch) : null
  if (batch && site.refuseWith !== null) {
    site.refused.push(batch)
    return outgoing.writeHead(site.refuseWith).end()
  }
  const { 'user-agent': agent = '', origin = '', referer = '', 'content-type': type = '' } = incoming.headers
  const response = await fetch(appUrl + incoming.url, {
    method: incoming.method,
    headers: {
      'User-Agent': agent,
      Origin: origin,
      Referer: referer,
      ...(batch ? { 'Content-Type': type } : {}),
    },
    ...(batch ? { body } : {}),
  })
  const answered = Buffer.from(await response.arrayBuffer())
  if (batch && response.status === 202) site.taken.push(batch)
  outgoing
    .writeHead(response.status, { 'Content-Type': response.headers.get('content-type') ?? 'text/plain' })
    .end(answered)
}
