import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '../../../platform/errors/index.ts'
import { COMPANY_SIZES, DEPARTMENTS, SENIORITIES } from '../schema.ts'
import { FORMAT } from './load/layout.ts'
import { COLUMN_NAMES } from './scan/columns.ts'

/** What a version's folder says of itself; written by the load, see docs/decisions/0018. */
const manifestSchema = z.object({
  format: z.literal(FORMAT),
  id: z.string(),
  people: z.int().min(0),
  columns: z.array(z.object({ name: z.enum(COLUMN_NAMES), type: z.enum(['u8', 'u16', 'u32']) })),
  /** A code is the place in its list; the first stands for what is not known. */
  industries: z.array(z.string()),
  countries: z.array(z.string()),
  states: z.array(z.string()),
  titles: z.int(),
  companies: z.int(),
  places: z.int(),
  order: z.array(z.string()),
})
export type Manifest = z.output<typeof manifestSchema>

export async function readManifest(dir: string): Promise<Manifest> {
  const manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))
  if (manifest.format !== FORMAT)
    throw new Problem(
      'conflict',
      'The audience was loaded by another version of the program, which stores people differently: the operator must load its files again',
    )
  return manifestSchema.parse(manifest)
}

/** Lists that are the same in every version; code 0 stands for what is not known. */
export const FIXED_LISTS = {
  seniority: ['', ...SENIORITIES],
  department: ['', ...DEPARTMENTS],
  company_size: ['', ...COMPANY_SIZES],
} as const

/** Bits of the column `contacts`. */
export const CONTACT_BITS = { email: 1, phone: 2, linkedin: 4 } as const
export const VERIFIED_BIT = 8
