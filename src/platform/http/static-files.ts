import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { Readable } from 'node:stream'
import type { Context, MiddlewareHandler } from 'hono'
import { Problem } from '../errors/index.ts'
import type { Env } from './env.ts'

const TYPE_OF: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
/** Vite puts a hash into the names in this folder, so their content never changes. */
const IMMUTABLE = '/assets/'
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** Serves the built pages in `folder`, with the compressed copies the build left; any other page path answers index.html. */
export async function staticFiles(folder: string): Promise<MiddlewareHandler<Env>> {
  const files = new Map<string, number>()
  for (const name of await readdir(folder, { recursive: true })) {
    const info = await stat(join(folder, name))
    if (info.isFile()) files.set(`/${name.split(sep).join('/')}`, info.size)
  }
  const index = await readFile(join(folder, 'index.html'))
  return async (c, next) => {
    const { path, method } = c.req
    if ((method !== 'GET' && method !== 'HEAD') || path.startsWith('/api/')) return next()
    if (path !== '/index.html' && files.has(path) && TYPE_OF[extname(path)]) return file(c, path)
    if (extname(path) !== '') throw new Problem('not_found', `There is nothing at ${path}`)
    return c.body(index, 200, { 'Content-Type': TYPE_OF['.html'] as string, 'Cache-Control': 'no-cache' })
  }

  function file(c: Context<Env>, path: string): Response {
    const accepted = c.req.header('Accept-Encoding') ?? ''
    const encoding = ENCODINGS.find(([name, suffix]) => accepted.includes(name) && files.has(path + suffix))
    const stored = path + (encoding?.[1] ?? '')
    const headers: Record<string, string> = {
      'Content-Type': TYPE_OF[extname(path)] as string,
      'Content-Length': String(files.get(stored)),
      'Cache-Control': path.startsWith(IMMUTABLE) ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
    }
    if (encoding) headers['Content-Encoding'] = encoding[0]
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)
    return c.body(Readable.toWeb(createReadStream(join(folder, stored))) as ReadableStream, 200, headers)
  }
}
