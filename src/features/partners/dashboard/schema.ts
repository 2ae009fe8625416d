import { z } from 'zod'
import { SENIORITIES } from '../../leads/values.ts'

/** Shape of the partner's dashboard; no server code here, the browser takes its type. */

const through = z.object({
  days: z.int(),
  /** Listings put on sale in these days, and how many of them were sold at least once. */
  listed: z.int(),
  sold: z.int(),
})

export const dashboardSchema = z.object({
  stock: z.object({
    active: z.int(),
    sold_out: z.int(),
    withdrawn: z.int(),
    expired: z.int(),
    suspended: z.int(),
  }),
  earnings: z.array(z.object({ state: z.string(), sales: z.int(), credits: z.number() })),
  /** When what follows was computed, about every hour; null: not yet. */
  as_of: z.iso.datetime().nullable(),
  sell_through: z.array(through),
  /** Own median price against everybody's, where at least 5 listings of at least 2 partners are active. */
  prices: z.array(
    z.object({
      industry: z.string().nullable(),
      seniority: z.enum(SENIORITIES).nullable(),
      listings: z.int(),
      median: z.number(),
      market_listings: z.int(),
      market_median: z.number(),
    }),
  ),
  /** Sales of the last 90 days and how many came back. Peers are null while fewer than two others sold. */
  returns: z.object({
    sales: z.int(),
    returned: z.int(),
    peers: z.object({ partners: z.int(), sales: z.int(), returned: z.int() }).nullable(),
  }),
  /** Rows that the latest uploads of 90 days did not take, by reason. */
  rejections: z.object({
    uploads: z.int(),
    rows: z.int(),
    rejected: z.int(),
    reasons: z.array(z.object({ code: z.string(), message: z.string(), count: z.int() })),
    /** The reasons are those of the first so many rejections only; null: of all. */
    counted: z.int().nullable(),
  }),
})

export type Dashboard = z.infer<typeof dashboardSchema>
