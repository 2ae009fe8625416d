import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { Problem } from '../../../platform/errors/index.ts'
import { readable } from '../../leads/index.ts'
import { removeUploads, uploadDir, uploadFile } from './uploads.ts'

const MAX_FILES = 50
const MAX_NAME_CHARS = 200

/**
 * Streams the parts named `file` of a multipart body to where the version's load finds them; answers their names. What
 * has been written is removed when the body is broken. Its length is bounded before, see `audienceBodyLimits`.
 */
export async function receiveFiles(dataDir: string, versionId: string, request: Request): Promise<string[]> {
  const names: string[] = []
  const written: Promise<void>[] = []
  const parser = openParser(request)
  await mkdir(uploadDir(dataDir, versionId), { recursive: true })
  parser.on('file', (part, stream, given) => {
    if (part !== 'file') return void stream.resume()
    const path = uploadFile(dataDir, versionId, names.length)
    names.push(nameOf(given))
    const done = pipeline(stream, createWriteStream(path))
    done.catch((error: Error) => parser.destroy(error))
    written.push(done)
  })
  try {
    if (!request.body) throw new Problem('invalid', 'The body is empty')
    await pipeline(Readable.fromWeb(request.body as ReadableStream<Uint8Array>), parser)
    await Promise.all(written)
    if (names.length === 0) throw refuse('Send one or more files in parts named file.')
    const odd = names.find((name) => !/\.(csv|tsv|txt|parquet)$/i.test(name))
    if (odd !== undefined) throw refuse(`${odd}: a CSV or Parquet file is needed, told by its name.`)
    return names
  } catch (error) {
    await Promise.allSettled(written)
    await removeUploads(dataDir, versionId)
    throw readable(error)
  }
}

function openParser(request: Request): BusboyInstance {
  try {
    const headers = { 'content-type': request.headers.get('Content-Type') ?? '' }
    return new Busboy({
      headers,
      limits: { files: MAX_FILES, fields: 0, fileSize: Number.POSITIVE_INFINITY },
    })
  } catch {
    throw new Problem('invalid', 'Send multipart/form-data with the files in parts named file')
  }
}

const nameOf = (given: string) => (given.split(/[/\\]/).at(-1) ?? '').slice(-MAX_NAME_CHARS) || 'file'

function refuse(message: string): Problem {
  return new Problem('invalid_input', message, { errors: [{ path: 'file', message }] })
}
