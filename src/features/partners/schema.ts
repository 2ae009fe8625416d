import { z } from 'zod'
import { creditAmount } from '../credits/schema.ts'

/** Shapes of the partner API; no server code here, the browser imports this file. */

export const MAX_BULK = 1_000
export const MAX_PRICE_CREDITS = 1_000_000
export const PARTNER_STATUSES = ['applied', 'approved', 'suspended'] as const
export const LISTING_STATUSES = ['active', 'sold_out', 'expired', 'withdrawn', 'suspended'] as const
export const LISTING_SORTS = [
  'listed_at',
  '-listed_at',
  'price',
  '-price',
  'score',
  '-score',
  'times_sold',
  '-times_sold',
] as const

const time = z.iso.datetime()
const text = (most: number) => z.string().trim().max(most)

export const applicationSchema = z.object({
  company: text(200).min(1, 'Name the company'),
  website: text(300).optional(),
  about: text(2_000).optional(),
})

export const appliedSchema = z.object({ status: z.enum(PARTNER_STATUSES) })

/** The rule an earning follows, and how this partner stands to it. */
export const commissionSchema = z.object({
  /** Percent of the price that a lead uploaded now and sold now would earn. */
  percent: z.int(),
  max_percent: z.int(),
  holdback_days: z.int(),
  version: z.int(),
  parts: z.array(
    z.object({
      name: z.enum(['base', 'fresh', 'quality', 'volume']),
      points: z.int(),
      applies: z.boolean(),
      why: z.string(),
    }),
  ),
})

export const partnerSchema = z.object({
  /** null: this workspace has not applied. */
  status: z.enum(PARTNER_STATUSES).nullable(),
  company: z.string().nullable(),
  website: z.string().nullable(),
  about: z.string().nullable(),
  applied_at: time.nullable(),
  decided_at: time.nullable(),
  /** Why the operator decided so. */
  reason: z.string().nullable(),
  verified_leads: z.int(),
  valid_leads: z.int(),
  uploads_this_month: z.int(),
  listings: z.record(z.enum(LISTING_STATUSES), z.int()),
  commission: commissionSchema.nullable(),
})

const price = creditAmount
  .min(0.01, 'The price is at least 0.01 credits')
  .max(MAX_PRICE_CREDITS, `The price is at most ${MAX_PRICE_CREDITS.toLocaleString('en')} credits`)
const maxBuyers = z.int().min(1, 'At least one buyer').max(1_000, 'At most 1,000 buyers')
const expiry = time.refine((at) => Date.parse(at) > Date.now(), 'The expiry must be in the future')
const ids = z
  .array(z.uuid())
  .min(1, 'Choose at least one')
  .max(MAX_BULK, `At most ${MAX_BULK.toLocaleString('en')} at a time`)
  .transform((given) => [...new Set(given.map((id) => id.toLowerCase()))])

export const newListingsSchema = z.object({
  lead_ids: ids,
  price,
  /** 1: exclusive. */
  max_buyers: maxBuyers.default(1),
  expires_at: expiry.nullable().optional(),
})
export const listedSchema = z.object({
  /** How many are on sale by this request; the others were on sale already, bought, or must not be sold. */
  listed: z.int(),
  asked: z.int(),
})

const terms = z.object({
  price: price.optional(),
  max_buyers: maxBuyers.optional(),
  /** null: no expiry. */
  expires_at: expiry.nullable().optional(),
})
const hasTerm = (given: object) => ['price', 'max_buyers', 'expires_at'].some((term) => term in given)
export const listingTermsSchema = terms.refine(hasTerm, 'Give a price, max_buyers or expires_at')
export const bulkTermsSchema = terms
  .extend({ listing_ids: ids })
  .refine(hasTerm, 'Give a price, max_buyers or expires_at')
export const bulkSchema = z.object({ listing_ids: ids })
export const changedSchema = z.object({
  /** How many changed; the others are withdrawn, suspended or no longer on sale. */
  changed: z.int(),
  asked: z.int(),
})
export const withdrawnSchema = z.object({ withdrawn: z.int(), asked: z.int() })

export const listingsQuerySchema = z.object({
  status: z.enum(LISTING_STATUSES).optional(),
  sort: z.enum(LISTING_SORTS).default('-listed_at'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})

export const partnerListingSchema = z.object({
  id: z.uuid(),
  lead_id: z.uuid(),
  status: z.enum(LISTING_STATUSES),
  price: z.number(),
  max_buyers: z.int(),
  times_sold: z.int(),
  score: z.int(),
  expires_at: time.nullable(),
  listed_at: time,
  /** The partner's own lead; null once it was deleted. */
  lead: z
    .object({
      full_name: z.string().nullable(),
      job_title: z.string().nullable(),
      company_name: z.string().nullable(),
      email: z.string().nullable(),
    })
    .nullable(),
})

/** pending: held back, or a return is under way; in_payout: asked for; reversed: the lead was returned. */
export const EARNING_STATES = ['pending', 'available', 'in_payout', 'paid', 'reversed'] as const

export const saleSchema = z.object({
  id: z.guid(),
  listing_id: z.uuid(),
  sold_at: time,
  price: z.number(),
  earning: z.number(),
  rate_percent: z.int(),
  rule_version: z.int(),
  /** What the rate was computed from. */
  rule_inputs: z.record(z.string(), z.unknown()),
  /** When the holdback ends. */
  released_at: time,
  released: z.boolean(),
  state: z.enum(EARNING_STATES),
  /** The buyer asks to return the lead. */
  return_open: z.boolean(),
  returned_at: time.nullable(),
  payout_id: z.uuid().nullable(),
})

const stateTotal = z.object({ sales: z.int(), credits: z.number() })

export const earningsSchema = z.object({
  /** Of all states but reversed. */
  total: z.number(),
  /** Held back, or a return is under way. */
  pending: z.number(),
  /** Can be asked for. */
  available: z.number(),
  /** How many sales there were. */
  sales: z.int(),
  states: z.object({
    pending: stateTotal,
    available: stateTotal,
    in_payout: stateTotal,
    paid: stateTotal,
    reversed: stateTotal,
  }),
  /** What the holdback lets go on the coming days (UTC), soonest first. */
  releases: z.array(z.object({ day: z.string(), first_at: time, sales: z.int(), credits: z.number() })),
  /** What a payout of all that is available comes to by today's money rules. */
  payout: z.object({
    credits: z.number(),
    amount_cents: z.int(),
    minimum_cents: z.int(),
    cents_per_credit: z.int(),
    currency: z.string(),
    rule_version: z.int(),
  }),
  /** The last twelve months with a sale, newest first. */
  months: z.array(z.object({ month: z.string(), sales: z.int(), earned: z.number() })),
  data: z.array(saleSchema),
  next_cursor: z.string().nullable(),
})

export type Application = z.infer<typeof applicationSchema>
export type Partner = z.infer<typeof partnerSchema>
export type Commission = z.infer<typeof commissionSchema>
export type NewListings = z.infer<typeof newListingsSchema>
export type ListingTerms = z.infer<typeof listingTermsSchema>
export type PartnerListing = z.infer<typeof partnerListingSchema>
export type PartnerListingsQuery = z.infer<typeof listingsQuerySchema>
export type EarningState = (typeof EARNING_STATES)[number]
export type Sale = z.infer<typeof saleSchema>
export type Earnings = z.infer<typeof earningsSchema>
