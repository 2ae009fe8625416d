import { z } from '@hono/zod-openapi'
import { Problem } from '../../../platform/errors/index.ts'
import { toHundredths } from '../../credits/index.ts'

/** A form sends text where JSON sends values: both are read. */
const flag = z.union([z.boolean(), z.stringbool()])
const mapping = z.record(z.string(), z.string().nullable())
const mappingField = z.union([
  mapping,
  z.string().transform((text, context) => {
    try {
      const result = mapping.safeParse(JSON.parse(text))
      if (result.success) return result.data
    } catch {
      // reported below
    }
    context.addIssue({ code: 'custom', message: 'must be a JSON object of column names and field names' })
    return z.NEVER
  }),
])

const price = z.coerce
  .number()
  .min(0.01, 'must be at least 0.01 credits')
  .max(1_000_000, 'must be at most 1,000,000 credits')
  .refine((credits) => Math.abs(credits * 100 - Math.round(credits * 100)) < 1e-6, 'has at most two decimals')

const expiresAt = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2030-12-31T00:00:00Z' })
  .refine((time) => new Date(time) > new Date(), 'must be in the future')

/** What may stand beside the file. An empty field of a form counts as not sent. */
const importOptionsSchema = z.object({
  mapping: mappingField.optional(),
  default_country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'must be a two-letter country code')
    .optional(),
  on_duplicate: z.enum(['skip', 'fill', 'overwrite']).default('skip'),
})

const partnerOptionsSchema = importOptionsSchema
  .extend({
    list: flag.default(false),
    price: price.optional(),
    max_buyers: z.coerce.number().int().min(1).max(1000).default(1),
    expires_at: expiresAt.optional(),
  })
  .refine((options) => !options.list || options.price !== undefined, {
    path: ['price'],
    message: 'A price is needed to list the leads',
  })

export interface ListingTerms {
  price_hundredths: number
  max_buyers: number
  expires_at: string | null
}

export interface ImportOptions {
  mapping: Record<string, string | null>
  default_country: string | null
  on_duplicate: 'skip' | 'fill' | 'overwrite'
  /** null: stored and not listed. */
  listing: ListingTerms | null
}

export type ImportKind = 'own' | 'partner'

/** Checks the options of a request. Throws a 422 problem that names each wrong one. */
export function readImportOptions(kind: ImportKind, given: Record<string, unknown>): ImportOptions {
  const filled = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== '' && value !== null),
  )
  if (kind === 'own') return { ...common(importOptionsSchema.parse(filled)), listing: null }
  const options = partnerOptionsSchema.parse(filled)
  if (!options.list) return { ...common(options), listing: null }
  if (options.price === undefined)
    throw new Problem('invalid_input', 'price: A price is needed to list the leads')
  return {
    ...common(options),
    listing: {
      price_hundredths: toHundredths(options.price),
      max_buyers: options.max_buyers,
      expires_at: options.expires_at ?? null,
    },
  }
}

function common(options: z.output<typeof importOptionsSchema>): Omit<ImportOptions, 'listing'> {
  return {
    mapping: options.mapping ?? {},
    default_country: options.default_country ?? null,
    on_duplicate: options.on_duplicate,
  }
}
