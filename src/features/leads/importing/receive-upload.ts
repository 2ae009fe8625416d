import { addAbortSignal, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { BusboyFileStream } from '@fastify/busboy'
import type { Databases } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { openParser, readable } from './multipart.ts'
import { UploadedFile, type Uploader } from './uploaded-file.ts'

export interface Upload {
  fields: Record<string, string>
  file: UploadedFile
}

/**
 * Reads a multipart body as it streams: its fields, and the part `file` into an UploadedFile. Fields may stand
 * before or after it. Throws 400 for an unreadable body, 413 and 422 problems; what was stored of the file by then
 * is `onFile`'s to clear.
 */
export async function receiveUpload(
  db: Databases,
  by: Uploader,
  request: Request,
  onFile: (file: UploadedFile) => void,
): Promise<Upload> {
  const fields: Record<string, string> = {}
  let file: UploadedFile | undefined
  let stored: Promise<void> = Promise.resolve()
  const broken = new AbortController()
  const parser = openParser(request)
  parser.on('field', (name, value, _nameCut, valueCut) => {
    if (valueCut) parser.destroy(new Problem('too_large', `The field ${name} is too large`))
    else fields[name] = value
  })
  parser.on('file', (name, stream, fileName) => {
    if (name !== 'file' || file) {
      stream.resume()
      return
    }
    file = new UploadedFile(db, by, fileName || null)
    onFile(file)
    stored = store(addAbortSignal(broken.signal, stream), file)
    stored.catch((error: Error) => parser.destroy(error))
  })
  try {
    if (!request.body) throw new Problem('invalid', 'The body is empty')
    await pipeline(Readable.fromWeb(request.body as ReadableStream<Uint8Array>), parser)
    await stored
  } catch (error) {
    broken.abort() // the parser leaves the file's stream open when its own input breaks off
    await stored.catch(() => {})
    throw readable(error)
  }
  if (!file || file.bytes === 0) {
    const message = file ? 'The file is empty.' : 'Send the file in a part named file.'
    throw new Problem('invalid_input', message, { errors: [{ path: 'file', message }] })
  }
  return { fields, file }
}

async function store(stream: BusboyFileStream, file: UploadedFile): Promise<void> {
  for await (const piece of stream) await file.take(piece as Buffer)
  await file.end()
}
