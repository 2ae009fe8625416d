import type { NormalisedLead } from '../normalise/types.ts'
import { copyLine } from './copy-line.ts'

const PIECE_BYTES = 65_536
/** UTF-8 never takes more for one UTF-16 unit. */
const MAX_BYTES_A_CHAR = 3

/**
 * Leads in the bytes Postgres copies them in by. A batch waits for its turn in this form and not as objects: those
 * outlive V8's young generation, where a dead object costs nothing, and pile up in the old one until it is collected.
 */
export class StagedLeads {
  count = 0
  private readonly at = new Date().toISOString()
  private readonly spare: Buffer[]
  private readonly pieces: { bytes: Buffer; used: number }[] = []

  /** `spare`: buffers of batches that were stored, to be used again. */
  constructor(spare: Buffer[] = []) {
    this.spare = spare
  }

  static of(leads: Iterable<NormalisedLead>): StagedLeads {
    const staged = new StagedLeads()
    for (const lead of leads) staged.add(lead)
    return staged
  }

  add(lead: NormalisedLead): void {
    const line = copyLine(this.count++, lead, this.at)
    const piece = this.pieceFor(line.length * MAX_BYTES_A_CHAR)
    piece.used += piece.bytes.write(line, piece.used)
  }

  /** What was added, any number of times until it is released. */
  *read(): Generator<Buffer> {
    for (const { bytes, used } of this.pieces) yield bytes.subarray(0, used)
  }

  /** Gives the buffers to the next batches, once nobody reads them any more. */
  release(): void {
    for (const { bytes } of this.pieces) if (bytes.length === PIECE_BYTES) this.spare.push(bytes)
    this.pieces.length = 0
  }

  private pieceFor(bytes: number) {
    const last = this.pieces.at(-1)
    if (last && last.used + bytes <= last.bytes.length) return last
    const buffer = bytes > PIECE_BYTES ? undefined : this.spare.pop()
    const piece = { bytes: buffer ?? Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, bytes)), used: 0 }
    this.pieces.push(piece)
    return piece
  }
}
