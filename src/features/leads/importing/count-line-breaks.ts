const LF = 10
const CR = 13

/** Line feeds or carriage returns, whichever are more: about as many as rows, or more, in any encoding. */
export function countLineBreaks(bytes: Buffer): number {
  return Math.max(count(bytes, LF), count(bytes, CR))
}

function count(bytes: Buffer, byte: number): number {
  let found = 0
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found++
  return found
}
