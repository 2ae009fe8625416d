import { z } from 'zod'
import { ONLINE_MINUTES } from '../values.ts'

/** Shapes of the visitors API; no server code here, the browser takes them by ../schema.ts. */

const time = z.iso.datetime()
const words = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'It has a character that belongs into no text')
  .trim()
  .max(200)
const flag = z.enum(['true', 'false']).transform((given) => given === 'true')
const countries = z.preprocess(
  (given) => (given === undefined ? undefined : [given].flat().flatMap((part) => String(part).split(','))),
  z
    .array(
      z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]{2}$/, 'A country code such as US'),
    )
    .min(1)
    .max(50),
)

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

export const visitorListQuerySchema = z.object({
  /** In the name or address of the lead, or in the company. */
  q: words.optional(),
  pixel_id: z.uuid().optional(),
  /** With an event in the last five minutes, or without. */
  online: flag.optional(),
  /** Whether it is known who it is. */
  identified: flag.optional(),
  /** Whether a company is known. */
  has_company: flag.optional(),
  /** In the company's name or domain. */
  company: words.optional(),
  country: countries.optional(),
  /** In the address of a page it saw since `since`, or in the last 30 days. */
  page: words.optional(),
  /** Last seen then or later. */
  since: moment.optional(),
  /** Last seen before then; a day counts to its end (UTC). */
  until: moment.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2000).optional(),
})
export type VisitorListQuery = z.output<typeof visitorListQuerySchema>

const sessionSchema = z.object({
  id: z.uuid(),
  started_at: time,
  last_at: time,
  entry_url: z.string().nullable(),
  exit_url: z.string().nullable(),
  referrer_host: z.string().nullable(),
  utm_source: z.string().nullable(),
  utm_medium: z.string().nullable(),
  utm_campaign: z.string().nullable(),
  device: z.string().nullable(),
  browser: z.string().nullable(),
  os: z.string().nullable(),
  page_views: z.int(),
  events: z.int(),
  engaged_seconds: z.int(),
  /** Of the page that was read deepest. */
  scroll_percent: z.int(),
})
export type Session = z.infer<typeof sessionSchema>

export const visitorSchema = z.object({
  id: z.uuid(),
  pixel_id: z.uuid(),
  pixel_name: z.string(),
  first_seen_at: time,
  last_seen_at: time,
  /** How many visits. */
  sessions: z.int(),
  page_views: z.int(),
  events: z.int(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  company_name: z.string().nullable(),
  company_domain: z.string().nullable(),
  lead_id: z.uuid().nullable(),
  lead_name: z.string().nullable(),
  identified_at: time.nullable(),
  /** The visit its last event belongs to. */
  session: sessionSchema.nullable(),
})
export type Visitor = z.infer<typeof visitorSchema>

const visitorEventSchema = z.object({
  id: z.uuid(),
  at: time,
  type: z.string(),
  url: z.string().nullable(),
  title: z.string().nullable(),
  /** What its type tells: seconds, percent, target, name, properties; never a contact value. */
  detail: z.record(z.string(), z.unknown()).nullable(),
})
export type VisitorEvent = z.infer<typeof visitorEventSchema>

/** `event_list` has the first 200 in the order they happened; `events` says how many there were. */
export const sessionWithEventsSchema = sessionSchema.extend({
  visitor_id: z.uuid(),
  event_list: z.array(visitorEventSchema),
})
export type SessionWithEvents = z.infer<typeof sessionWithEventsSchema>

export const onlineSchema = z.object({
  /** Visitors with an event in the last five minutes. */
  visitors: z.int(),
  identified: z.int(),
  /** Different companies among them. */
  companies: z.int(),
  /** What they look at, without parameters, the page with most visitors first, at most five. */
  pages: z.array(z.object({ url: z.string(), visitors: z.int() })),
  minutes: z.literal(ONLINE_MINUTES),
})
export type Online = z.infer<typeof onlineSchema>
