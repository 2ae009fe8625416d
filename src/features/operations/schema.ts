import { z } from 'zod'

/** Shapes of the operator's API; no server code here, the browser imports this file. */

export const PARTNER_STATUSES = ['applied', 'approved', 'suspended'] as const

export const workspacesQuerySchema = z.object({
  /** Part of the workspace's name, or of a member's address. */
  search: z.string().trim().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})

export const operatorWorkspaceSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  created_at: z.iso.datetime(),
  balance: z.number(),
  member_count: z.int(),
  owner_email: z.string().nullable(),
  partner: z.object({ status: z.enum(PARTNER_STATUSES) }).nullable(),
})

export const partnersQuerySchema = z.object({
  status: z.enum(PARTNER_STATUSES).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})

export const operatorPartnerSchema = z.object({
  workspace_id: z.uuid(),
  workspace_name: z.string(),
  status: z.enum(PARTNER_STATUSES),
  company: z.string(),
  website: z.string().nullable(),
  about: z.string().nullable(),
  applied_by: z.object({ name: z.string(), email: z.string() }).nullable(),
  applied_at: z.iso.datetime(),
  decided_at: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  active_listings: z.int(),
  verified_leads: z.int(),
  valid_leads: z.int(),
})

export const approvalSchema = z.object({ reason: z.string().trim().max(500).optional() })
export const suspensionSchema = z.object({ reason: z.string().trim().min(1, 'Say why').max(500) })
export const decidedSchema = z.object({ status: z.enum(PARTNER_STATUSES) })

export type OperatorWorkspace = z.infer<typeof operatorWorkspaceSchema>
export type OperatorPartner = z.infer<typeof operatorPartnerSchema>
