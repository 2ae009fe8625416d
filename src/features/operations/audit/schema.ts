import { z } from 'zod'

export const auditQuerySchema = z.object({
  /** The beginning of an action: `payout` finds `payout.paid` and `payout.failed`. */
  action: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().regex(/^[a-z_.]{1,60}$/)).max(50))
    .optional(),
  actor_id: z.uuid().optional(),
  workspace_id: z.uuid().optional(),
  subject_id: z.string().max(100).optional(),
  /** Days (UTC). */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})

const values = z.record(z.string(), z.unknown()).or(z.array(z.unknown())).nullable()

export const auditEntrySchema = z.object({
  id: z.uuid(),
  actor: z.object({ id: z.uuid(), name: z.string() }),
  action: z.string(),
  subject_kind: z.string(),
  subject_id: z.string(),
  workspace: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  before: values,
  after: values,
  reason: z.string().nullable(),
  created_at: z.iso.datetime(),
})

export const auditActorSchema = z.object({ id: z.uuid(), name: z.string() })

export type AuditQuery = z.infer<typeof auditQuerySchema>
export type AuditEntry = z.infer<typeof auditEntrySchema>
