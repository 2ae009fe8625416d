import { Problem } from '../../../platform/errors/index.ts'
import { MAX_JSON_BYTES } from './limits.ts'

/** The JSON of a body that may be larger than others; 413 beyond 10 MB, 400 when it is no JSON. */
export async function readJsonBody(request: Request): Promise<unknown> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of request.body ?? []) {
    bytes += piece.length
    if (bytes > MAX_JSON_BYTES) {
      throw new Problem('too_large', 'Leads as JSON may have at most 10 MB. Send a file instead.', {
        max_bytes: MAX_JSON_BYTES,
      })
    }
    pieces.push(piece)
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    throw new Problem('invalid', 'The body is not valid JSON')
  }
}
