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
  /** The first bytes, all of them while it is in memory. */
  sample: Buffer = Buffer.alloc(0)
  /** The import that holds the file; null while it is in memory. */
  importId: string | null = null
  private readonly hash = createHash('sha256')
  private waiting: Buffer[] = []
  /** Filled again and again: a buffer for each chunk would wait for the garbage collector, many at a time. */
  private chunk: Buffer = Buffer.alloc(0)
  private filled = 0
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
    if (this.importId !== null) {
      await this.append(this.importId, piece)
    } else {
      this.waiting.push(piece)
      if (this.bytes > MAX_BYTES_AT_ONCE) await this.open()
    }
  }

  /** All of it has arrived. */
  async end(): Promise<void> {
    if (this.importId === null) this.sample = Buffer.concat(this.waiting)
    else await this.save(this.importId)
  }

  /** Moves a file that is still in memory to the database. */
  async spill(): Promise<string> {
    const importId = this.importId ?? (await this.open())
    await this.save(importId)
    return importId
  }

  digest(): Buffer {
    return this.hash.copy().digest()
  }

  private async open(): Promise<string> {
    const waiting = this.waiting
    this.waiting = []
    this.sample = Buffer.concat(waiting, Math.min(this.bytes, SAMPLE_BYTES))
    this.chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
    const importId = await withWorkspace(this.db, this.by.workspaceId, (tx) =>
      openImport(tx, this.by, this.name),
    )
    this.importId = importId
    for (const piece of waiting) await this.append(importId, piece)
    return importId
  }

  private async append(importId: string, piece: Buffer): Promise<void> {
    for (let at = 0; at < piece.length; ) {
      const copied = piece.copy(this.chunk, this.filled, at)
      at += copied
      this.filled += copied
      if (this.filled === CHUNK_BYTES) await this.save(importId)
    }
  }

  private async save(importId: string): Promise<void> {
    if (this.filled === 0) return
    const { workspaceId } = this.by
    const piece = this.chunk.subarray(0, this.filled)
    await withWorkspace(this.db, workspaceId, (tx) =>
      saveChunk(tx, workspaceId, importId, this.chunks, piece),
    )
    this.chunks++
    this.filled = 0
  }
}
