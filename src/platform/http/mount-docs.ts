import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { Problem } from '../errors/index.ts'
import type { Env } from './env.ts'

const TYPE_OF: Record<string, string> = { css: 'text/css', js: 'text/javascript' }
const FILES = new Set(['swagger-ui.css', 'swagger-ui-bundle.js'])

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Assay API</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>`

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', validatorUrl: null, deepLinking: true })`

/** `/api/openapi.json` from the routes' own declarations, and `/docs` to read it, all from our own origin. */
export function mountDocs(root: OpenAPIHono<Env>, version: string): void {
  root.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' })
  root.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'session',
  })
  root.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Assay', version, license: { name: 'MIT' } },
    security: [{ session: [] }, { apiKey: [] }],
  })
  root.get('/docs', (c) => c.html(PAGE))
  root.get('/docs/start.js', (c) => c.body(START, 200, { 'Content-Type': 'text/javascript' }))
  root.get('/docs/:file', (c) => {
    const file = c.req.param('file')
    if (!FILES.has(file)) throw new Problem('not_found', 'There is no such page')
    const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
    const stream = Readable.toWeb(createReadStream(join(folder, file))) as ReadableStream
    const type = TYPE_OF[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    return c.body(stream, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' })
  })
}
