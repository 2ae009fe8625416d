import { createHash } from 'node:crypto'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { saveChunk } from './chunks.ts'
import { countLineBreaks } from './count-line-breaks.ts'
import type { ImportKind } from './import-options.ts'
import { CHUNK_BYTES, MAX_BYTES_AT_ONCE, MAX_FILE_BYTES, SAMPLE_BYTES } from './limits.ts'
import { openImport } from './open-import.ts'

export interface Uploader {
  workspaceId: string
  actorId: string | null
  kind: ImportKind
}

/**
 * A file as it arrives. A small one stays in memory; once it is too large for an answer at once it goes to
 * `import_chunks` under an import of its own, a piece and a transaction at a time, so that neither memory nor a
 * connection is held by a slow sender.
 */
export class UploadedFile {
  readonly name: string | null
  bytes = 0
  lineBreaks = 0
  /** The first bytes, all of them when the file `isSmall`. */
  sample: Buffer = Buffer.alloc(0)
  /** The import that holds the file; null while it is in memory. */
  importId: string | null = null
  private readonly hash = createHash('sha256')
  private waiting: Buffer[] = []
  private waitingBytes = 0
  private chunks = 0
  private readonly db: Databases
  private readonly by: Uploader

  constructor(db: Databases, by: Uploader, name: string | null) {
    this.db = db
    this.by = by
    this.name = name
  }

  async take(piece: Buffer): Promise<void> {
    this.bytes += piece.length
    if (this.bytes > MAX_FILE_BYTES) {
      throw new Problem('too_large', 'A file may have at most 500 MB. Split it and upload the parts.', {
        max_bytes: MAX_FILE_BYTES,
      })
    }
    this.hash.update(piece)
    this.lineBreaks += countLineBreaks(piece)
    this.waiting.push(piece)
    this.waitingBytes += piece.length
    if (this.bytes > MAX_BYTES_AT_ONCE) await this.save(CHUNK_BYTES)
  }

  /** All of it has arrived. */
  async end(): Promise<void> {
    if (this.importId !== null) await this.save(1)
    else this.sample = Buffer.concat(this.waiting)
  }

  /** Moves a file that is still in memory to the database. */
  async spill(): Promise<string> {
    await this.save(1)
    if (this.importId === null) throw new Error('An empty file cannot be moved')
    return this.importId
  }

  digest(): Buffer {
    return this.hash.copy().digest()
  }

  /** Saves what waits, unless it is less than `atLeast` bytes. */
  private async save(atLeast: number): Promise<void> {
    if (this.waitingBytes < atLeast) return
    const { workspaceId } = this.by
    const all = Buffer.concat(this.waiting)
    this.waiting = []
    this.waitingBytes = 0
    if (this.importId === null) {
      this.sample = Buffer.from(all.subarray(0, SAMPLE_BYTES))
      this.importId = await withWorkspace(this.db, workspaceId, (tx) => openImport(tx, this.by, this.name))
    }
    const importId = this.importId
    for (let at = 0; at < all.length; at += CHUNK_BYTES) {
      const piece = all.subarray(at, at + CHUNK_BYTES)
      await withWorkspace(this.db, workspaceId, (tx) =>
        saveChunk(tx, workspaceId, importId, this.chunks, piece),
      )
      this.chunks++
    }
  }
}
