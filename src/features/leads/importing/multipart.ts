import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { Problem } from '../../../platform/errors/index.ts'
import { MAX_FILE_BYTES } from './limits.ts'

const MAX_FIELDS = 20
const MAX_FIELD_BYTES = 300_000

/** The streaming parser of a multipart request; a 400 problem for any other content type. */
export function openParser(request: Request): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': request.headers.get('Content-Type') ?? '' },
      limits: {
        fields: MAX_FIELDS,
        fieldSize: MAX_FIELD_BYTES,
        files: 1,
        fileSize: MAX_FILE_BYTES + 1,
        parts: MAX_FIELDS + 1,
      },
    })
  } catch {
    throw new Problem('invalid', 'Send multipart/form-data with the file in a part named file')
  }
}

/** What the parser says about a broken body is a 400; our own refusals and the database's failures stay. */
export function readable(error: unknown): unknown {
  if (error instanceof Problem) return error
  const message = error instanceof Error ? error.message : ''
  const isBroken = /multipart|form data|part terminated|boundary|header/i.test(message)
  return isBroken ? new Problem('invalid', 'The multipart body is cut off or broken') : error
}
