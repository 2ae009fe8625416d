import { z } from 'zod'

/** Shapes of the accounts API; no server code here, the browser imports this file. */

export const ROLES = ['owner', 'admin', 'member'] as const
export const SCOPES = ['read', 'write', 'billing'] as const
export const MIN_PASSWORD_LENGTH = 8

export const roleSchema = z.enum(ROLES)
export const scopeSchema = z.enum(SCOPES)
const email = z.email('Give an email address').max(254)
const password = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `At least ${MIN_PASSWORD_LENGTH} characters`)
  .max(128, 'At most 128 characters')
/** One line of text: no line breaks, no other control characters (Postgres stores no NUL at all). */
const line = (missing: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(100)
    .regex(/^\P{Cc}*$/u, 'No control characters')
const personName = line('Give a name')
const workspaceName = line('Give the workspace a name')
const label = line('Give it a name')
/** A link's token: opaque, but never longer than any we make. */
export const tokenSchema = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[\w.~+/=-]+$/, 'This is not a token')
const time = z.iso.datetime()

export const signUpSchema = z.object({
  email,
  password,
  name: personName,
  workspace_name: workspaceName.optional(),
  /** From an invitation link: the person joins that workspace instead of getting one of their own. */
  invitation_token: tokenSchema.optional(),
})
export const signInSchema = z.object({
  email,
  password: z.string().min(1).max(128),
  remember_me: z.boolean().default(true),
})
export const emailOnlySchema = z.object({ email })
export const tokenOnlySchema = z.object({ token: tokenSchema })
export const resetPasswordSchema = z.object({ token: tokenSchema, new_password: password })
export const changePasswordSchema = z.object({
  current_password: z.string().min(1).max(128),
  new_password: password,
})
export const updateMeSchema = z.object({ name: personName })

export const signedInSchema = z.object({ user: z.object({ id: z.uuid(), email, name: z.string() }) })
export const doneSchema = z.object({ done: z.literal(true) })
export const emailVerificationSchema = z.object({ email, verified: z.boolean() })

export const workspaceSchema = z.object({ id: z.uuid(), name: z.string(), role: roleSchema })
export const meSchema = z.object({
  user: z.object({ id: z.uuid(), email, name: z.string(), operator: z.boolean() }).nullable(),
  workspace: z
    .object({
      id: z.uuid(),
      name: z.string(),
      role: roleSchema.nullable(),
      partner: z.object({ status: z.string() }).nullable(),
    })
    .nullable(),
  workspaces: z.array(z.object({ id: z.uuid(), name: z.string(), role: roleSchema.nullable() })),
})

export const createWorkspaceSchema = z.object({ name: workspaceName })
export const updateWorkspaceSchema = z
  .object({
    name: workspaceName.optional(),
    priority_industries: z
      .array(line('Name the industry').toLowerCase())
      .max(20)
      .transform(unique)
      .optional(),
    /** An IANA name; days of the analytics begin by it. */
    time_zone: z.string().trim().min(1).max(64).optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'Nothing to change')
export const workspaceSettingsSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  priority_industries: z.array(z.string()),
  time_zone: z.string(),
  created_at: time,
})

export const memberSchema = z.object({
  user_id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  created_at: time,
})
export const changeRoleSchema = z.object({ role: roleSchema })

export const createInvitationSchema = z.object({ email, role: roleSchema.default('member') })
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: roleSchema,
  expires_at: time,
  created_at: time,
})
export const invitationPreviewSchema = z.object({
  workspace_name: z.string(),
  email: z.string(),
  role: roleSchema,
  expires_at: time,
  invited_by: z.string().nullable(),
  has_account: z.boolean(),
})

export const createApiKeySchema = z.object({
  name: label,
  scopes: z.array(scopeSchema).min(1, 'Choose at least one scope').max(3).transform(unique),
})
export const createdApiKeySchema = z.object({ id: z.uuid(), key: z.string() })
export const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(scopeSchema),
  created_by: z.string().nullable(),
  last_used_at: time.nullable(),
  created_at: time,
})

export const sessionSchema = z.object({
  id: z.uuid(),
  current: z.boolean(),
  ip_address: z.string().nullable(),
  user_agent: z.string().nullable(),
  created_at: time,
  expires_at: time,
})

export const demoAccountSchema = z.object({ email: z.string(), password: z.string(), about: z.string() })
export const authConfigSchema = z.object({
  demo: z.boolean(),
  demo_accounts: z.array(demoAccountSchema),
  mailbox: z.boolean(),
})

function unique<T>(values: T[]): T[] {
  return [...new Set(values)]
}

export type Me = z.infer<typeof meSchema>
export type Member = z.infer<typeof memberSchema>
export type Invitation = z.infer<typeof invitationSchema>
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>
export type ApiKey = z.infer<typeof apiKeySchema>
export type Session = z.infer<typeof sessionSchema>
export type DemoAccount = z.infer<typeof demoAccountSchema>
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>
