import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addAbortSignal, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { BusboyFileStream } from '@fastify/busboy'
import { Problem } from '../../../platform/errors/index.ts'
import { openParser, readable } from '../../leads/index.ts'
import { MAX_FILE_BYTES } from './limits.ts'

export interface ReceivedFile {
  name: string | null
  path: string
  bytes: number
  fields: Record<string, string>
}

/**
 * Writes the part `file` of a multipart body to a temporary file as it streams, and hands it to `work` with the fields
 * beside it; afterwards it is gone. Throws 400, 413 and 422 problems.
 */
export async function receiveFile<T>(request: Request, work: (file: ReceivedFile) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'assay-enrichment-'))
  try {
    const path = join(dir, 'file.csv')
    const { name, fields } = await receive(request, path)
    const { bytes } = await stat(path).then(
      ({ size }) => ({ bytes: size }),
      () => ({ bytes: 0 }),
    )
    if (bytes === 0) {
      const message = 'Send a CSV file in a part named file.'
      throw new Problem('invalid_input', message, { errors: [{ path: 'file', message }] })
    }
    return await work({ name, path, bytes, fields })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function receive(request: Request, path: string) {
  const fields: Record<string, string> = {}
  let name: string | null = null
  let stored: Promise<void> | undefined
  const broken = new AbortController()
  const parser = openParser(request)
  parser.on('field', (field, value, _nameCut, valueCut) => {
    if (valueCut) parser.destroy(new Problem('too_large', `The field ${field} is too large`))
    else fields[field] = value
  })
  parser.on('file', (part, stream, fileName) => {
    if (part !== 'file' || stored) {
      stream.resume()
      return
    }
    name = fileName || null
    stored = pipeline(
      addAbortSignal(broken.signal, stream),
      limited,
      createWriteStream(path, { mode: 0o600 }),
    )
    stored.catch((error: Error) => parser.destroy(error))
  })
  try {
    if (!request.body) throw new Problem('invalid', 'The body is empty')
    await pipeline(Readable.fromWeb(request.body as ReadableStream<Uint8Array>), parser)
    await stored
  } catch (error) {
    broken.abort() // the parser leaves the file's stream open when its own input breaks off
    await stored?.catch(() => {})
    throw readable(error)
  }
  return { name, fields }
}

async function* limited(stream: BusboyFileStream): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0
  for await (const piece of stream) {
    bytes += (piece as Buffer).length
    if (bytes > MAX_FILE_BYTES) {
      throw new Problem(
        'too_large',
        'A file to enrich may have at most 20 MB. Split it and upload the parts.',
        {
          max_bytes: MAX_FILE_BYTES,
        },
      )
    }
    yield piece as Buffer
  }
}
