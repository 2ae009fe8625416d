import { z } from 'zod'
import { creditAmount } from '../credits/schema.ts'
import { COMPANY_SIZES, SENIORITIES } from '../leads/values.ts'

/** Shapes of the marketplace API; no server code here, the browser imports this file. */

export const MAX_ORDER_LISTINGS = 1_000
export const CONTACTS = ['phone', 'email', 'linkedin'] as const
export const SORTS = ['listed_at', '-listed_at', 'score', '-score', 'price', '-price', 'age', '-age'] as const
export const SKIP_REASONS = [
  'sold_out',
  'already_owned',
  'same_person',
  'withdrawn',
  'own_listing',
  'suppressed',
  'held',
] as const
export const RETURN_REASONS = [
  'hard_bounce',
  'wrong_number',
  'wrong_person',
  'duplicate',
  'out_of_scope',
  'consent_missing',
] as const
export const RETURN_STATUSES = ['with_partner', 'with_operator', 'accepted', 'refused', 'cancelled'] as const
export const MAX_EVIDENCE = 2_000
export const MAX_RETURN_ITEMS = 200

const MAX_VALUES = 50

/** Several values: `?x=a&x=b` or `?x=a,b`. */
function several<S extends z.ZodType<string>>(value: S) {
  return z
    .preprocess((given) => {
      if (given === undefined) return undefined
      const parts = [given].flat().flatMap((part) => String(part).split(','))
      return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))]
    }, z.array(value).max(MAX_VALUES).optional())
    .optional()
}

const label = z.string().max(100)
const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'A country code such as US')
  .toUpperCase()
const state = z
  .string()
  .regex(/^[A-Za-z]{2}-[A-Za-z0-9]{1,3}$/, 'A country and state such as US-CA')
  .toUpperCase()
const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const score = z.coerce.number().int().min(0).max(100)
const price = z.coerce.number().min(0).max(1_000_000)

export const listingFilterSchema = z.object({
  industry: several(label),
  seniority: several(z.enum(SENIORITIES)),
  department: several(label),
  /** Words of the job title; a listing has all of them. */
  title: z.string().max(100).optional(),
  company_size: several(z.enum(COMPANY_SIZES)),
  country: several(country),
  state: several(state),
  score_min: score.optional(),
  score_max: score.optional(),
  price_min: price.optional(),
  price_max: price.optional(),
  age_days_max: z.coerce.number().int().min(0).max(3_650).optional(),
  has: several(z.enum(CONTACTS)),
  verified: flag.optional(),
  exclusive: flag.optional(),
})

export const listingQuerySchema = listingFilterSchema.extend({
  /** Just these, as far as they are still on sale; filters and cursor do not count then. */
  ids: several(z.uuid()),
  /** Leaves out people the workspace already has. */
  hide_owned: flag.optional(),
  sort: z.enum(SORTS).default('-listed_at'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})

export const listingSchema = z.object({
  id: z.uuid(),
  price: z.number(),
  max_buyers: z.int(),
  times_sold: z.int(),
  /** How many more buyers can have it. */
  left: z.int(),
  exclusive: z.boolean(),
  score: z.int(),
  industry: z.string().nullable(),
  seniority: z.enum(SENIORITIES).nullable(),
  department: z.string().nullable(),
  /** What may be told of the job title: words of a closed list. */
  title_words: z.array(z.string()),
  company_size: z.enum(COMPANY_SIZES).nullable(),
  country: z.string().nullable(),
  /** With its country: US-CA. */
  state: z.string().nullable(),
  has_email: z.boolean(),
  has_phone: z.boolean(),
  has_linkedin: z.boolean(),
  verified: z.boolean(),
  age_days: z.int(),
  expires_at: z.iso.datetime().nullable(),
  listed_at: z.iso.datetime(),
  /** The workspace already has this person. */
  owned: z.boolean(),
  /** The workspace itself sells it. */
  own: z.boolean(),
})

export const listingCountSchema = z.object({
  count: z.int(),
  /** False: there are at least this many. */
  exact: z.boolean(),
})

const option = z.object({ value: z.string(), count: z.int() })
export const listingOptionsSchema = z.object({
  total: z.int(),
  industry: z.array(option),
  seniority: z.array(option),
  department: z.array(option),
  company_size: z.array(option),
  country: z.array(option),
  state: z.array(option),
})

const listingIds = z
  .array(z.uuid())
  .min(1, 'Choose at least one listing')
  .max(MAX_ORDER_LISTINGS, `At most ${MAX_ORDER_LISTINGS.toLocaleString('en')} listings in one order`)
  .refine((ids) => new Set(ids.map((id) => id.toLowerCase())).size === ids.length, 'Each listing once')

/** What to do when some cannot be had: leave them out, or do nothing. */
const onUnavailable = z.enum(['skip', 'fail'])

/** Either listings, or a quote, whose listings, prices and `on_unavailable` then hold. */
export const orderRequestSchema = z
  .object({
    listing_ids: listingIds.optional(),
    quote_id: z.uuid().optional(),
    on_unavailable: onUnavailable.default('skip'),
    /** Buys nothing when it would cost more than this. */
    max_total: creditAmount.min(0).optional(),
    /** What the person has confirmed to pay at most; asked for above what the workspace's guards say. */
    confirmed_total: creditAmount.min(0).optional(),
  })
  .refine(({ listing_ids, quote_id }) => (listing_ids === undefined) !== (quote_id === undefined), {
    path: ['listing_ids'],
    message: 'Name the listings to buy, or the quote',
  })

const skip = z.object({
  listing_id: z.uuid(),
  reason: z.enum(SKIP_REASONS),
  /** Of one that is held: it comes back within so many minutes, unless it is bought. */
  up_to_minutes: z.int().optional(),
})

export const quoteRequestSchema = z.object({
  listing_ids: listingIds,
  on_unavailable: onUnavailable.default('skip'),
})

const quoteItem = z.object({
  listing_id: z.uuid(),
  price: z.number(),
  score: z.int(),
  /** The rules it was scored by. */
  score_version: z.int(),
  age_days: z.int(),
  /** How many more buyers could have it, this one among them. */
  buyers_left: z.int(),
  /** For how many days after the order it may be returned. */
  return_days: z.int(),
})

const refundTerms = z.object({
  return_days: z.int(),
  reasons: z.array(z.string()),
  /** Of what was bought in `limit_days`, so many percent may be returned. */
  limit_percent: z.int(),
  limit_days: z.int(),
  /** How long the partner has to answer. */
  answer_hours: z.int(),
  version: z.int(),
})

export const quotedSchema = z.object({
  quote_id: z.uuid(),
  items: z.array(quoteItem),
  skipped: z.array(skip),
  refund_terms: refundTerms,
  total: z.number(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  /** Set when the order must carry `confirmed_total`, because it is above this. */
  confirm_above: z.number().nullable(),
  /** What can be spent now, and what all open quotes hold. */
  balance: z.number(),
  held: z.number(),
})

export const quoteStatusSchema = z.enum(['open', 'used', 'cancelled', 'expired'])

export const quoteSchema = z.object({
  quote_id: z.uuid(),
  status: quoteStatusSchema,
  item_count: z.int(),
  total: z.number(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  order_id: z.uuid().nullable(),
  /** The member who asked; null for a program or somebody who has left. */
  actor: z.object({ id: z.uuid(), name: z.string() }).nullable(),
})

export const quoteDetailSchema = quoteSchema.extend({
  items: z.array(quoteItem),
  skipped: z.array(skip),
  refund_terms: refundTerms,
})

export const boughtSchema = z.object({
  order_id: z.uuid(),
  items: z.array(z.object({ listing_id: z.uuid(), lead_id: z.uuid(), price: z.number() })),
  skipped: z.array(skip),
  credits_charged: z.number(),
  balance: z.number(),
})

export const orderSchema = z.object({
  id: z.uuid(),
  created_at: z.iso.datetime(),
  item_count: z.int(),
  skipped_count: z.int(),
  credits_charged: z.number(),
  /** The member who bought; null for a program or somebody who has left. */
  actor: z.object({ id: z.uuid(), name: z.string() }).nullable(),
})

/** What a workspace may return: of the items bought in `days` days, `percent`, and always one. */
export const returnLimitSchema = z.object({
  percent: z.int(),
  days: z.int(),
  bought: z.int(),
  allowed: z.int(),
  used: z.int(),
  left: z.int(),
})

export const returnTermsSchema = z.object({
  /** Until when items of the order can be returned. */
  until: z.iso.datetime(),
  is_open: z.boolean(),
  days: z.int(),
  /** How long a partner has to answer. */
  answer_hours: z.int(),
  limit: returnLimitSchema,
  /** The grants that paid and have not got it back, in the order credits return to them. */
  sources: z.array(
    z.object({
      kind: z.enum(['promotional', 'adjustment', 'paid']),
      credits: z.number(),
      expires_at: z.iso.datetime().nullable(),
    }),
  ),
})

export const orderDetailSchema = orderSchema.extend({
  items: z.array(
    z.object({
      listing_id: z.uuid(),
      lead_id: z.uuid(),
      price: z.number(),
      /** The return of this item, if there was one: there is never a second. */
      return: z
        .object({ id: z.uuid(), status: z.enum(RETURN_STATUSES), reason: z.enum(RETURN_REASONS) })
        .nullable(),
      /** The lead as it is now; null once it was deleted. */
      lead: z
        .object({
          full_name: z.string().nullable(),
          job_title: z.string().nullable(),
          company_name: z.string().nullable(),
          email: z.string().nullable(),
          score: z.int(),
        })
        .nullable(),
    }),
  ),
  skipped: z.array(skip.extend({ message: z.string() })),
  return_terms: returnTermsSchema,
})

export type ListingFilter = z.infer<typeof listingFilterSchema>
export type ListingQuery = z.infer<typeof listingQuerySchema>
export type ListingSort = (typeof SORTS)[number]
export type Listing = z.infer<typeof listingSchema>
export type ListingCount = z.infer<typeof listingCountSchema>
export type ListingOptions = z.infer<typeof listingOptionsSchema>
export type OrderRequest = z.infer<typeof orderRequestSchema>
export type QuoteRequest = z.infer<typeof quoteRequestSchema>
export type Quoted = z.infer<typeof quotedSchema>
export type Quote = z.infer<typeof quoteSchema>
export type QuoteDetail = z.infer<typeof quoteDetailSchema>
export type QuoteStatus = z.infer<typeof quoteStatusSchema>
export type Bought = z.infer<typeof boughtSchema>
export type SkipReason = (typeof SKIP_REASONS)[number]
export type Order = z.infer<typeof orderSchema>
export type OrderDetail = z.infer<typeof orderDetailSchema>
export type ReturnReason = (typeof RETURN_REASONS)[number]
export type ReturnStatus = (typeof RETURN_STATUSES)[number]
export type ReturnTerms = z.infer<typeof returnTermsSchema>
