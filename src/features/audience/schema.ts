import { z } from 'zod'
import {
  COMPANY_SIZES,
  CONTACTS,
  DEPARTMENTS,
  LEAD_SOURCES,
  LEAD_STATUSES,
  MAX_FILTER_DEPTH,
  MAX_FILTER_PARTS,
  MAX_LIST_VALUES,
  MAX_VALUES,
  SENIORITIES,
} from './values.ts'

export * from './values.ts'

/**
 * Shapes of the audience API; no server code here, the browser imports this file. A filter is the same in the API, the
 * URL, a saved segment and every provider.
 */

/** Neither NUL and its like nor halves of characters: Postgres stores none of them. */
const plain = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, 'It has a character that belongs into no text')
const text = plain.trim().min(1, 'Write at least one character').max(200)
const domain = plain.trim().toLowerCase().min(3).max(253)

function anyOf<S extends z.ZodType>(value: S, max = MAX_VALUES) {
  return z.array(value).min(1, 'Give at least one value, or leave the field out').max(max)
}

const upper = (shape: RegExp, words: string) => z.string().trim().toUpperCase().regex(shape, words)

/** Every field counts (AND), of a field's values any (OR). A field that is left out does not count. */
export const flatFilterSchema = z.strictObject({
  /** Labels of LinkedIn's industries; one with others below it means those too. */
  industries: anyOf(text).optional(),
  /** NAICS codes of two to six digits; a shorter one means all that begin with it. */
  naics: anyOf(z.string().regex(/^\d{2,6}$/, 'A NAICS code has 2 to 6 digits')).optional(),
  seniorities: anyOf(z.enum(SENIORITIES)).optional(),
  departments: anyOf(z.enum(DEPARTMENTS)).optional(),
  /** Words or phrases: a title has all words of one entry, one after the other, in any case and without accents. */
  job_titles: anyOf(text).optional(),
  /** A title with any of these is left out. */
  job_titles_exclude: anyOf(text).optional(),
  /** Whole names, in any case. */
  company_names: anyOf(text, MAX_LIST_VALUES).optional(),
  company_names_exclude: anyOf(text, MAX_LIST_VALUES).optional(),
  company_domains: anyOf(domain, MAX_LIST_VALUES).optional(),
  company_domains_exclude: anyOf(domain, MAX_LIST_VALUES).optional(),
  company_sizes: anyOf(z.enum(COMPANY_SIZES)).optional(),
  /** US dollars a year, both ends included. */
  revenue_min: z.int().min(0).optional(),
  revenue_max: z.int().min(0).optional(),
  countries: anyOf(upper(/^[A-Z]{2}$/, 'A country code such as US')).optional(),
  states: anyOf(upper(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'A country and state such as US-CA')).optional(),
  /** Whole names, in any case and without accents. */
  cities: anyOf(text).optional(),
  /** From the beginning: 941 means all that begin with it. */
  postal_codes: anyOf(plain.trim().toUpperCase().min(2).max(12), MAX_LIST_VALUES).optional(),
  near: z
    .strictObject({
      lat: z.number().min(-90).max(90),
      lon: z.number().min(-180).max(180),
      km: z.number().positive().max(5_000),
    })
    .optional(),
  has: anyOf(z.enum(CONTACTS)).optional(),
  /** Whether the email address was verified. */
  verified: z.boolean().optional(),
  /** Last seen so many days ago at most. */
  seen_within_days: z.int().min(1).max(36_500).optional(),
  /** True: neither among the workspace's leads, nor suppressed. */
  net_new: z.boolean().optional(),
  // Of own leads only; a provider of people it does not own refuses them.
  statuses: anyOf(z.enum(LEAD_STATUSES)).optional(),
  sources: anyOf(z.enum(LEAD_SOURCES)).optional(),
  tags: anyOf(plain.min(1).max(60)).optional(),
  score_min: z.int().min(0).max(100).optional(),
  score_max: z.int().min(0).max(100).optional(),
})
export type FlatFilter = z.output<typeof flatFilterSchema>
export type FilterField = keyof FlatFilter

export type AudienceFilter =
  | FlatFilter
  | { all: AudienceFilter[] }
  | { any: AudienceFilter[] }
  | { none: AudienceFilter[] }

const parts = (filter: AudienceFilter): AudienceFilter[] => {
  if ('all' in filter) return filter.all
  if ('any' in filter) return filter.any
  return 'none' in filter ? filter.none : []
}
const depthOf = (filter: AudienceFilter): number => 1 + Math.max(0, ...parts(filter).map(depthOf))
const sizeOf = (filter: AudienceFilter): number =>
  parts(filter).reduce((sum, part) => sum + sizeOf(part), parts(filter).length === 0 ? 1 : 0)

const groupOf = () =>
  z.array(nestedFilterSchema).min(1, 'A group has at least one filter').max(MAX_FILTER_PARTS)
/** Chosen by its key, so that an error names the field that is wrong and not every shape it could have been. */
const nestedFilterSchema: z.ZodType<AudienceFilter> = z.lazy(() =>
  z.unknown().transform((given, context): AudienceFilter => {
    const result = shapeOf(given).safeParse(given)
    if (result.success) return result.data as AudienceFilter
    for (const issue of result.error.issues) {
      context.addIssue({ code: 'custom', path: issue.path, message: issue.message })
    }
    return z.NEVER
  }),
)
const groups = {
  all: z.strictObject({ all: z.lazy(groupOf) }),
  any: z.strictObject({ any: z.lazy(groupOf) }),
  none: z.strictObject({ none: z.lazy(groupOf) }),
}

function shapeOf(given: unknown): z.ZodType {
  for (const [key, shape] of Object.entries(groups)) {
    if (typeof given === 'object' && given !== null && key in given) return shape
  }
  return flatFilterSchema
}

/** Looked at before anything walks down the groups: a request may nest a hundred thousand. */
function isFlatEnough(given: unknown): boolean {
  let level = [given]
  for (let depth = 0; depth <= MAX_FILTER_DEPTH * 2 + 2; depth++) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
    if (level.length === 0) return true
  }
  return false
}

/** `{}` is everybody. */
export const audienceFilterSchema = z
  .unknown()
  .refine(isFlatEnough, { message: `Groups go ${MAX_FILTER_DEPTH} deep at most`, abort: true })
  .pipe(nestedFilterSchema)
  .refine((filter) => depthOf(filter) <= MAX_FILTER_DEPTH, `Groups go ${MAX_FILTER_DEPTH} deep at most`)
  .refine((filter) => sizeOf(filter) <= MAX_FILTER_PARTS, `At most ${MAX_FILTER_PARTS} filters in one`)
  // Written for the API's document, which cannot be made of a shape that is picked by its key.
  .meta({
    id: 'AudienceFilter',
    type: 'object',
    description: `Fields, of which all count, or a group of filters under all, any or none; {} is everybody. Groups go ${MAX_FILTER_DEPTH} deep at most.`,
    anyOf: [
      { $ref: '#/components/schemas/AudienceFields' },
      ...['all', 'any', 'none'].map((group) => ({
        type: 'object',
        properties: { [group]: { type: 'array', items: { $ref: '#/components/schemas/AudienceFilter' } } },
        required: [group],
        additionalProperties: false,
      })),
    ],
  })

/** Fields that choose among people by what the workspace has, which only own leads have, or not at all. */
export const OWN_LEAD_FIELDS = ['statuses', 'sources', 'tags', 'score_min', 'score_max'] as const
