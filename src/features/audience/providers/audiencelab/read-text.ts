import { Failure } from './failure.ts'

/** A body as text, no further than `maxBytes`. */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    // Leaving the loop ends the connection.
    if (bytes > maxBytes) {
      throw new Failure(`AudienceLab answered more than ${Math.round(maxBytes / 1_000_000)} MB at once.`)
    }
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}
