import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AUDIENCE_DIR } from '../local/load/layout.ts'

export const UPLOADS_DIR = 'uploads'

/** Where a version's uploaded files wait for its load. */
export function uploadDir(dataDir: string, versionId: string): string {
  return join(dataDir, AUDIENCE_DIR, UPLOADS_DIR, versionId)
}

/** By number, since a file's own name could be any text. */
export function uploadFile(dataDir: string, versionId: string, index: number): string {
  return join(uploadDir(dataDir, versionId), String(index))
}

export async function removeUploads(dataDir: string, versionId: string): Promise<void> {
  await rm(uploadDir(dataDir, versionId), { recursive: true, force: true })
}
