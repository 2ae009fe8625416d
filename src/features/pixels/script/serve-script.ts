import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Databases } from '../../../platform/db/index.ts'
import { projectRoot } from '../../../platform/project-root.ts'
import { type ScriptPixel, settingsOf } from './settings-of.ts'

export interface ServedScript {
  text: string
  gzipped: Buffer<ArrayBuffer>
  etag: string
}

/** Where `npm run build` leaves the script: one for all pixels, with a place for the settings of each. */
const built = join(projectRoot, 'dist', 'pixel', 'script.js')
const PLACE = '__ASSAY_PIXEL__'
/** Takes every call and does nothing. */
const PAUSED = 'window.assay=()=>{}'
const KEY = /^[a-z0-9]{16}$/
const MAX_READY = 1_000

export type FindScript = (key: string) => Promise<ServedScript | null>

/** Finds the script of a pixel with its settings in it; null when no pixel has the key. */
export function scriptFinder(db: Databases): FindScript {
  let parts: Promise<string[]> | undefined
  const ready = new Map<string, ServedScript>()

  return async (key) => {
    if (!KEY.test(key)) return null
    const { rows } = await db.app.query<{ pixel: ScriptPixel | null }>('select find_pixel($1) as pixel', [
      key,
    ])
    const pixel = rows[0]?.pixel
    if (!pixel) return null
    parts ??= readParts().catch((error) => {
      parts = undefined
      throw error
    })
    const text =
      pixel.status === 'active' ? (await parts).join(JSON.stringify(settingsOf(key, pixel))) : PAUSED
    const known = ready.get(text)
    if (known) return known
    if (ready.size >= MAX_READY) ready.clear()
    const script = {
      text,
      gzipped: Buffer.from(gzipSync(text, { level: 9 })),
      etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
    }
    ready.set(text, script)
    return script
  }
}

async function readParts(): Promise<string[]> {
  const parts = (await readFile(built, 'utf8')).trim().split(PLACE)
  if (parts.length !== 2) throw new Error(`${built} has ${parts.length - 1} places for settings`)
  return parts
}
