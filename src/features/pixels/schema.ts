import { z } from 'zod'
import { COMPANY_SIZES } from '../leads/schema.ts'
import {
  ADDRESS_MODES,
  CONSENT_MODES,
  DROP_REASONS,
  FINDING_CODES,
  MAX_RETENTION_DAYS,
  PIXEL_STATES,
  PIXEL_STATUSES,
} from './values.ts'

export * from './values.ts'

/** Shapes of the pixels API; no server code here, the browser imports this file. */

export type PixelStatus = (typeof PIXEL_STATUSES)[number]
export type ConsentMode = (typeof CONSENT_MODES)[number]
export type PixelState = (typeof PIXEL_STATES)[number]
export type AddressMode = (typeof ADDRESS_MODES)[number]

const time = z.iso.datetime()
/** Neither NUL and its like nor halves of characters: Postgres stores none of them. */
const line = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, 'It has a character that belongs into no text')
const name = line.trim().min(1, 'Give it a name').max(120, 'A name has at most 120 characters')
const websiteUrl = line.trim().max(2000, 'An address has at most 2,000 characters')
/** A host such as shop.example.com, at any port unless it names one; with `*.` in front every host below it. */
const domain = line
  .trim()
  .toLowerCase()
  .max(260)
  .regex(
    /^(\*\.)?([a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}(:\d{1,5})?$/,
    'A host such as shop.example.com or *.example.com',
  )
const selector = line.trim().min(1, 'Write a selector such as #email').max(200)
const path = line.trim().max(300).regex(/^[/*]/, 'A path begins with / (or *, for anything)')
const param = line.trim().min(1, 'Write the name of a parameter').max(100)
const country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'A country code such as US')
const address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'An address such as 203.0.113.7 or a range such as 203.0.113.0/24',
})

/** When a visitor that was identified becomes a lead: all that is given has to hold; an empty list does not ask. */
export const leadRulesSchema = z.strictObject({
  /** Off: nobody becomes a lead by this pixel. */
  enabled: z.boolean().default(true),
  /** Page views of all visits. */
  min_page_views: z.int().min(1).max(1000).default(1),
  /** Paths one of which was seen, `*` stands for anything. */
  pages: z.array(path).max(50).default([]),
  countries: z.array(country).max(100).default([]),
  company_sizes: z.array(z.enum(COMPANY_SIZES)).max(COMPANY_SIZES.length).default([]),
})
export type LeadRules = z.output<typeof leadRulesSchema>

export const createPixelSchema = z.strictObject({ name, website_url: websiteUrl })
export type NewPixel = z.output<typeof createPixelSchema>

export const changePixelSchema = z
  .strictObject({
    name,
    website_url: websiteUrl,
    domains: z.array(domain).min(1, 'Name at least one domain').max(50),
    status: z.enum(PIXEL_STATUSES),
    consent: z.enum(CONSENT_MODES),
    email_selectors: z.array(selector).max(20),
    excluded_paths: z.array(path).max(100),
    excluded_params: z.array(param).max(100),
    excluded_countries: z.array(country).max(250),
    internal_addresses: z.array(address).max(100),
    lead_rules: leadRulesSchema,
  })
  .partial()
export type PixelChange = z.output<typeof changePixelSchema>

export const pixelSettingsSchema = z.object({
  /** What visitors did is kept this long. */
  retention_days: z.int().min(1).max(MAX_RETENTION_DAYS),
  /** What is kept of the address of a visit. */
  addresses: z.enum(ADDRESS_MODES),
})
export type PixelSettings = z.infer<typeof pixelSettingsSchema>
export const changePixelSettingsSchema = z.strictObject(pixelSettingsSchema.shape).partial()
export type PixelSettingsChange = z.output<typeof changePixelSettingsSchema>

export const pixelSchema = z.object({
  id: z.uuid(),
  /** Public: it stands in the page. */
  key: z.string(),
  name: z.string(),
  website_url: z.string(),
  domains: z.array(z.string()),
  status: z.enum(PIXEL_STATUSES),
  consent: z.enum(CONSENT_MODES),
  email_selectors: z.array(z.string()),
  excluded_paths: z.array(z.string()),
  excluded_params: z.array(z.string()),
  excluded_countries: z.array(z.string()),
  internal_addresses: z.array(z.string()),
  lead_rules: leadRulesSchema,
  /** Before the first event it waits; silent when for unusually long none came. */
  state: z.enum(PIXEL_STATES),
  /** Whether AudienceLab has the same pixel. */
  superpixel: z.boolean(),
  first_event_at: time.nullable(),
  last_event_at: time.nullable(),
  silent_since: time.nullable(),
  created_at: time,
  /** HTML for the head of every page of the site. */
  snippet: z.string(),
})
export type Pixel = z.infer<typeof pixelSchema>

export const listedPixelSchema = pixelSchema.extend({
  /** Since midnight in the workspace's time zone. */
  events_today: z.int(),
  /** Visitors with an event in the last five minutes. */
  online: z.int(),
})
export type ListedPixel = z.infer<typeof listedPixelSchema>

export const dropSchema = z.object({ reason: z.enum(DROP_REASONS), events: z.int() })
export type Drop = z.infer<typeof dropSchema>

export const pixelStatusSchema = z.object({
  state: z.enum(PIXEL_STATES),
  first_event_at: time.nullable(),
  last_event_at: time.nullable(),
  /** Since midnight in the workspace's time zone. */
  events_today: z.int(),
  /** Events of the last 24 hours that were not taken, and why. */
  drops: z.array(dropSchema),
})
export type PixelStatusView = z.infer<typeof pixelStatusSchema>

export const findingSchema = z.object({
  /** What was looked at. */
  code: z.enum(FINDING_CODES),
  ok: z.boolean(),
  title: z.string(),
  detail: z.string(),
  /** What to do about it; null when there is nothing. */
  fix: z.string().nullable(),
})
export type Finding = z.infer<typeof findingSchema>
export const diagnosisSchema = z.object({ findings: z.array(findingSchema) })
