import { z } from 'zod'

/**
 * What goes over the wire to AudienceLab. Its public pages show the calls and a few fields; the groups and fields of
 * `filters` are those its customers are known to send. It documents no way to ask for anything else, so we do not: it
 * ignores what it does not know, and would count and sell everybody.
 */
export interface WireQuery {
  /** 1 to 10: people seen in so many last days. */
  days_back: number
  filters: WireFilters
}

export interface WireFilters {
  business?: {
    industry?: string[]
    /** Whole codes. */
    naics?: string[]
    seniority?: string[]
    department?: string[]
    jobTitle?: string[]
    excludeJobTitle?: string[]
    companyName?: string[]
    employeeCount?: { min?: number; max?: number }
    /** US dollars a year. */
    companyRevenue?: { min?: number; max?: number }
  }
  /** All of the United States; states by their two letters, ZIP codes whole. */
  location?: { city?: string[]; state?: string[]; zip?: string[] }
}

export const MAX_DAYS_BACK = 10

export const US_STATES: ReadonlySet<string> = new Set(
  (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH ' +
    'OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI'
  ).split(' '),
)

/** A profile has some seventy fields, most of them text and any of them missing. */
const profile = z.record(z.string(), z.unknown())
export type RawProfile = z.output<typeof profile>

const people = z
  .array(profile)
  .nullish()
  .transform((list) => list ?? [])

export const previewAnswer = z.object({ count: z.int().min(0), result: people })
/** It becomes part of an address. */
export const createdAnswer = z.object({ audienceId: z.string().regex(/^[\w-]{1,100}$/) })
/** Its name of the id is not documented: these are the ones its events and its other answers have. */
export const createdPixelAnswer = profile
  .transform(({ pixel_id, pixelId, id }) => ({ pixelId: pixel_id ?? pixelId ?? id }))
  .pipe(z.object({ pixelId: z.union([z.string().trim().min(1).max(200), z.int().transform(String)]) }))
export const pageAnswer = z.object({ data: people, total_records: z.int().min(0), page: z.int().nullish() })
export const enrichAnswer = z.object({ found: z.int().min(0), result: people })

/** The fields of a profile that we read, to be asked for by name. */
export const PROFILE_FIELDS = [
  ...(['UUID', 'FIRST_NAME', 'LAST_NAME', 'LINKEDIN_URL'] as const),
  ...(['BUSINESS_EMAIL', 'BUSINESS_VERIFIED_EMAILS', 'BUSINESS_EMAIL_VALIDATION_STATUS'] as const),
  ...(['PERSONAL_EMAILS', 'PERSONAL_VERIFIED_EMAILS', 'PERSONAL_EMAIL_VALIDATION_STATUS'] as const),
  ...(['BUSINESS_EMAIL_LAST_SEEN_BY_ESP_DATE', 'PERSONAL_EMAIL_LAST_SEEN_BY_ESP_DATE'] as const),
  ...(['MOBILE_PHONE', 'MOBILE_PHONE_DNC', 'DIRECT_NUMBER', 'DIRECT_NUMBER_DNC'] as const),
  ...(['PERSONAL_PHONE', 'PERSONAL_PHONE_DNC'] as const),
  ...(['JOB_TITLE', 'SENIORITY_LEVEL', 'DEPARTMENT'] as const),
  ...(['COMPANY_NAME', 'COMPANY_DOMAIN', 'COMPANY_INDUSTRY', 'COMPANY_NAICS'] as const),
  ...(['COMPANY_EMPLOYEE_COUNT', 'COMPANY_REVENUE'] as const),
  ...(['PERSONAL_CITY', 'PERSONAL_STATE', 'PERSONAL_ZIP'] as const),
  ...(['COMPANY_CITY', 'COMPANY_STATE', 'COMPANY_ZIP'] as const),
] as const
export type ProfileField = (typeof PROFILE_FIELDS)[number]
