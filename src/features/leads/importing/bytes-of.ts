/** A buffer as the source of a read. */
export async function* bytesOf(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  if (bytes.length > 0) yield bytes
}
