import { z } from 'zod'
import { MAX_EVIDENCE, MAX_RETURN_ITEMS, RETURN_REASONS, RETURN_STATUSES } from '../schema.ts'

/** Shapes of the returns API of buyers, partners and the operator. */

const time = z.iso.datetime()
const reason = z.enum(RETURN_REASONS)
const status = z.enum(RETURN_STATUSES)
const decidedBy = z.enum(['system', 'partner', 'operator']).nullable()
const words = z
  .string()
  .trim()
  .max(MAX_EVIDENCE, `At most ${MAX_EVIDENCE.toLocaleString('en')} characters`)
  .refine((text) => !text.includes('\0'), 'This has a character that cannot be stored')

const itemSchema = z.object({
  listing_id: z.uuid(),
  reason,
  /** What shows it. The partner reads it; needed unless our own records prove the reason. */
  evidence: words.default(''),
})

const itemsSchema = z.object({
  items: z
    .array(itemSchema)
    .min(1, 'Choose at least one item')
    .max(MAX_RETURN_ITEMS, `At most ${MAX_RETURN_ITEMS} items at a time`)
    .refine(
      (items) => new Set(items.map((item) => item.listing_id.toLowerCase())).size === items.length,
      'Each item once',
    ),
})

/** One item as it is, or several as `items`. */
export const returnRequestSchema = z.preprocess(
  (given) => (isOneItem(given) ? { items: [given] } : given),
  itemsSchema,
)

function isOneItem(given: unknown): boolean {
  return typeof given === 'object' && given !== null && !('items' in given)
}

export const openedSchema = z.object({
  returns: z.array(z.object({ return_id: z.uuid(), listing_id: z.uuid(), status, refund: z.number() })),
  /** What came back at once. */
  credits_returned: z.number(),
  balance: z.number(),
})

const stepSchema = z.object({
  side: z.enum(['buyer', 'partner', 'operator', 'system']),
  action: z.enum(['opened', 'reminded', 'contested', 'unanswered', 'accepted', 'refused', 'cancelled']),
  note: z.string().nullable(),
  at: time,
})

const common = z.object({
  id: z.uuid(),
  listing_id: z.uuid(),
  lead_id: z.uuid(),
  reason,
  evidence: z.string(),
  status,
  /** Who accepted or refused it. */
  decided_by: decidedBy,
  opened_at: time,
  /** Until when the partner can answer. */
  answer_due_at: time,
  closed_at: time.nullable(),
  bought_at: time,
  price: z.number(),
})
const withSteps = { steps: z.array(stepSchema) }
const shownLead = z
  .object({
    full_name: z.string().nullable(),
    job_title: z.string().nullable(),
    company_name: z.string().nullable(),
  })
  .nullable()

/** A return as the buyer sees it; `price` is what comes back. */
export const returnSchema = common.extend({
  order_id: z.uuid(),
  /** The buyer's lead; null once it was deleted. */
  lead: shownLead,
})
export const returnDetailSchema = returnSchema.extend({
  ...withSteps,
  /** Where the credits went when it was accepted. */
  refunded: z.array(
    z.object({
      kind: z.enum(['promotional', 'adjustment', 'paid']),
      credits: z.number(),
      expires_at: time.nullable(),
    }),
  ),
})

/** A return as the partner sees it: its own lead, and nothing of the buyer but the evidence. */
export const partnerReturnSchema = common.extend({
  /** What the sale earned, and loses when it is accepted. */
  earning: z.number(),
  /** Whether the listing is offered to others again. */
  relisted: z.boolean(),
  /** The partner's own lead; null once it was deleted. */
  lead: shownLead,
})
export const partnerReturnDetailSchema = partnerReturnSchema.extend(withSteps)

export const answerSchema = z.object({ accept: z.boolean(), note: words.default('') })

export const returnRateSchema = z.object({
  /** Of the last 90 days. */
  sold: z.int(),
  returned: z.int(),
  /** 0 to 1; null without sales. */
  rate: z.number().nullable(),
  /** The median rate of the partners who sold enough to tell; null while they are too few. */
  median: z.number().nullable(),
})

export const operatorReturnSchema = common.extend({
  order_id: z.uuid(),
  earning: z.number(),
  buyer: z.object({ workspace_id: z.uuid(), name: z.string() }),
  partner: z.object({ workspace_id: z.uuid(), company: z.string() }),
})
const habit = z.object({ sold: z.int(), returned: z.int() })
export const operatorReturnDetailSchema = operatorReturnSchema.extend({
  ...withSteps,
  /** Items of the last 90 days: what the buyer bought and gave back, what the partner sold and took back. */
  habits: z.object({ buyer: habit, partner: habit }),
})
export const decisionSchema = z.object({
  accept: z.boolean(),
  note: words.min(1, 'Say why: both sides read it'),
})

const several = z.preprocess(
  (given) => (given === undefined ? undefined : [given].flat().flatMap((part) => String(part).split(','))),
  z.array(status).min(1).max(RETURN_STATUSES.length).optional(),
)
export const returnsQuerySchema = z.object({
  status: several.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})
export const ownReturnsQuerySchema = returnsQuerySchema.extend({
  order_id: z.uuid().optional(),
  lead_id: z.uuid().optional(),
})

export type ReturnRequest = z.output<typeof returnRequestSchema>
export type Opened = z.infer<typeof openedSchema>
export type ReturnStep = z.infer<typeof stepSchema>
export type Return = z.infer<typeof returnSchema>
export type ReturnDetail = z.infer<typeof returnDetailSchema>
export type PartnerReturn = z.infer<typeof partnerReturnSchema>
export type PartnerReturnDetail = z.infer<typeof partnerReturnDetailSchema>
export type ReturnRate = z.infer<typeof returnRateSchema>
export type OperatorReturn = z.infer<typeof operatorReturnSchema>
export type OperatorReturnDetail = z.infer<typeof operatorReturnDetailSchema>
export type ReturnsQuery = z.output<typeof returnsQuerySchema>
export type OwnReturnsQuery = z.output<typeof ownReturnsQuerySchema>
