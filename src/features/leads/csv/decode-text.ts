import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

const BYTE_ORDER_MARK = '\ufeff'

/** Turns the bytes of a file into text as they arrive, without byte order mark and NULs (Postgres stores none). */
export class TextDecoding {
  private readonly decoder: { write(bytes: Buffer): string; end(): string | undefined }
  private started = false

  constructor(encoding: string) {
    this.decoder = encoding === 'utf-8' ? new LenientUtf8() : iconv.getDecoder(encoding, { stripBOM: false })
  }

  write(bytes: Buffer): string {
    return this.clean(this.decoder.write(bytes))
  }

  end(): string {
    return this.clean(this.decoder.end() ?? '')
  }

  private clean(text: string): string {
    let clean = text
    if (!this.started && text !== '') {
      this.started = true
      if (text.startsWith(BYTE_ORDER_MARK)) clean = text.slice(1)
    }
    return clean.includes('\0') ? clean.replaceAll('\0', '') : clean
  }
}

/** UTF-8 in which bytes that are none are read as Windows-1252: lists pasted together from two sources are common. */
class LenientUtf8 {
  /** The beginning of a character whose rest has not arrived. */
  private rest: Buffer = Buffer.alloc(0)

  write(chunk: Buffer): string {
    // Latin-1 is the quicker decoder, and makes strings of one byte a character
    if (this.rest.length === 0 && isAscii(chunk)) return chunk.toString('latin1')
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk])
    const whole = bytes.length - incompleteTail(bytes)
    this.rest = Buffer.from(bytes.subarray(whole))
    return decodeLenient(bytes.subarray(0, whole))
  }

  end(): string {
    const text = decodeLenient(this.rest)
    this.rest = Buffer.alloc(0)
    return text
  }
}

/** How many bytes at the end begin a character that goes on after them. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc2 && byte <= 0xf4) return sequenceLength(byte) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead >= 0xc2 && lead <= 0xdf) return 2
  if (lead >= 0xe0 && lead <= 0xef) return 3
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
}

function decodeLenient(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  let text = ''
  let good = 0
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0)
    if (length === 1 || (length > 1 && isUtf8(bytes.subarray(at, at + length)))) {
      at += length
      continue
    }
    text += bytes.toString('utf8', good, at) + iconv.decode(bytes.subarray(at, at + 1), 'windows-1252')
    at++
    good = at
  }
  return text + bytes.toString('utf8', good)
}
