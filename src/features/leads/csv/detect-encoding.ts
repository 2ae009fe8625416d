import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { CsvError } from './types.ts'

/** jschardet's name -> the superset that spreadsheets really write. Names not listed are never written by them. */
const WRITTEN_BY_TOOLS: Record<string, string> = {
  'windows-1252': 'windows-1252',
  'iso-8859-1': 'windows-1252',
  'iso8859-15': 'windows-1252',
  'windows-1250': 'windows-1250',
  'iso-8859-2': 'windows-1250',
  'windows-1251': 'windows-1251',
  'windows-1253': 'windows-1253',
  'iso-8859-7': 'windows-1253',
  'windows-1254': 'windows-1254',
  'iso-8859-9': 'windows-1254',
  'windows-1255': 'windows-1255',
  'windows-1256': 'windows-1256',
  'windows-1257': 'windows-1257',
  'koi8-r': 'koi8-r',
  big5: 'big5',
  cp932: 'shift_jis',
  shift_jis: 'shift_jis',
  'euc-jp': 'euc-jp',
  gb18030: 'gb18030',
  gb2312: 'gb18030',
  cp949: 'euc-kr',
  'euc-kr': 'euc-kr',
  cp874: 'windows-874',
  'tis-620': 'windows-874',
}

const LATIN = new Set(['windows-1250', 'windows-1252', 'windows-1254', 'windows-1257'])
const EAST_ASIAN = ['shift_jis', 'big5', 'gb18030', 'euc-kr']

/** Below this jschardet is guessing; measured on samples of one or two names. */
const SURE_ENOUGH = 0.045

/** Enough evidence for jschardet, which reads some 2 MB/s. */
const EVIDENCE_BYTES = 16_384

const BYTE_ORDER_MARKS: readonly [string, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const OTHER_FILES: readonly [string, readonly number[]][] = [
  ['an Excel workbook or a ZIP file', [0x50, 0x4b, 3, 4]],
  ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a compressed file', [0x1f, 0x8b]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
]

/**
 * The encoding of a file by its first bytes, as an iconv-lite label.
 * @throws CsvError `not_text` for a workbook, an archive and other binary files
 */
export async function detectEncoding(sample: Buffer): Promise<string> {
  for (const [what, magic] of OTHER_FILES) {
    if (startsWith(sample, magic)) {
      throw new CsvError('not_text', `This is ${what}, not a CSV file. Open it and save it as CSV.`)
    }
  }
  for (const [encoding, mark] of BYTE_ORDER_MARKS) if (startsWith(sample, mark)) return encoding
  const wide = detectUtf16(sample)
  if (wide !== null) return wide
  // a character may be cut at the end of the sample
  for (let cut = 0; cut < 4 && cut <= sample.length; cut++) {
    if (isUtf8(sample.subarray(0, sample.length - cut))) return 'utf-8'
  }
  return detectLegacy(linesWithHighBytes(sample))
}

function startsWith(sample: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => sample[i] === byte)
}

/** UTF-16 without a mark: text of any language has ASCII commas and line breaks, so zeros on one side only. */
function detectUtf16(sample: Buffer): string | null {
  const zeros = [0, 0]
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const pairs = sample.length / 2
  if (odd > pairs * 0.2 && even < odd * 0.05) return 'utf-16le'
  if (even > pairs * 0.2 && odd < even * 0.05) return 'utf-16be'
  if (even + odd > sample.length * 0.1)
    throw new CsvError('not_text', 'This is a binary file, not a CSV file.')
  return null
}

function linesWithHighBytes(sample: Buffer): Buffer {
  const lines: Buffer[] = []
  let bytes = 0
  for (let from = 0; from < sample.length && bytes < EVIDENCE_BYTES; ) {
    const lineFeed = sample.indexOf(10, from)
    const end = lineFeed < 0 ? sample.length : lineFeed + 1
    const line = sample.subarray(from, Math.min(end, from + EVIDENCE_BYTES))
    if (line.some((byte) => byte > 127)) {
      lines.push(line)
      bytes += line.length
    }
    from = end
  }
  return Buffer.concat(lines)
}

async function detectLegacy(evidence: Buffer): Promise<string> {
  // only now: it takes 13 MB, and most files are UTF-8
  const jschardet = await import('jschardet')
  for (const { encoding, confidence } of jschardet.detectAll(evidence)) {
    const found = WRITTEN_BY_TOOLS[String(encoding).toLowerCase()]
    if (found === undefined) continue
    if (!LATIN.has(found) || confidence >= SURE_ENOUGH) return found
    break
  }
  // too little to tell by frequency: letters of Latin words stand alone between ASCII, East Asian ones in pairs
  if (shareOfLoneHighBytes(evidence) < 0.4) {
    const asian = EAST_ASIAN.find((encoding) => isEastAsianText(iconv.decode(evidence, encoding)))
    if (asian !== undefined) return asian
  }
  return 'windows-1252'
}

function shareOfLoneHighBytes(bytes: Buffer): number {
  let high = 0
  let lone = 0
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] ?? 0) < 128) continue
    high++
    if ((bytes[i - 1] ?? 0) < 128 && (bytes[i + 1] ?? 0) < 128) lone++
  }
  return lone / high
}

function isEastAsianText(text: string): boolean {
  return /^[\p{ASCII}\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff01-\uff5e]*$/u.test(text)
}
