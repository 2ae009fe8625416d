import { z } from 'zod'

const EXCEPTION_ACTIONS = ['note', 'collect', 'forgive', 'keep', 'grant'] as const

export const exceptionsQuerySchema = z.object({
  state: z.enum(['open', 'resolved']).optional(),
  kind: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().max(60)).max(50))
    .optional(),
  workspace_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})

export const exceptionSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  /** What happened, in a few words; what it means and what can be done, in a few sentences. */
  title: z.string(),
  explanation: z.string(),
  subject: z.string(),
  workspace: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  actions: z.array(z.enum(EXCEPTION_ACTIONS)),
  /** Credits that are owed for it now. */
  owed: z.number().nullable(),
  opened_at: z.iso.datetime(),
  resolved_at: z.iso.datetime().nullable(),
  resolved_by: z.string().nullable(),
  resolution: z.string().nullable(),
  note: z.string().nullable(),
})

export const exceptionKindSchema = z.object({
  kind: z.string(),
  title: z.string(),
  open: z.int(),
  all: z.int(),
})

export const resolutionSchema = z.object({
  action: z.enum(EXCEPTION_ACTIONS),
  note: z.string().trim().min(1, 'Say why').max(1_000),
})

/** `owed`: what is still owed after collecting; it stays open then. */
export const resolvedSchema = z.object({ resolved: z.boolean(), owed: z.number() })

export type ExceptionsQuery = z.infer<typeof exceptionsQuerySchema>
export type OperatorException = z.infer<typeof exceptionSchema>
export type ExceptionKind = z.infer<typeof exceptionKindSchema>
export type Resolution = z.infer<typeof resolutionSchema>
export type Resolved = z.infer<typeof resolvedSchema>
