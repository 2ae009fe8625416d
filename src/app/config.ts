import { resolve } from 'node:path'
import { z } from 'zod'
import type { Config } from '../platform/platform.ts'

export type { Config }

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/[^/]+\/[^/]+/, 'must look like postgres://user:password@host:5432/database')

const smtpUrl = z.string().regex(/^smtps?:\/\/[^/\s]+/, 'must look like smtp://user:password@host:587')

const port = z
  .string()
  .regex(/^\d+$/, 'must be a whole number')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be 0 (any free one) to 65535')

const stripeKey = z
  .string()
  .regex(/^(sk|rk)_(test|live)_\w{4,}$/, 'must be a secret or restricted key, sk_… or rk_…')

const oneOf = <const T extends [string, ...string[]]>(...values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` })

const addressRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])

const environment = z.object({
  PORT: port.optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  APP_URL: z
    .string()
    .regex(/^https?:\/\/[^/\s]+\/?$/, 'must be an origin such as https://assay.example.com')
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  APP_DATABASE_URL: postgresUrl.optional(),
  SYSTEM_DATABASE_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= 2 && value <= 500, 'must be 2 to 500')
    .default(20),
  SEED: oneOf('demo', 'none').optional(),
  LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent').default('info'),
  ROLE: oneOf('all', 'web', 'worker').default('all'),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: z.string().min(3).default('Assay <no-reply@localhost>'),
  STRIPE_SECRET_KEY: stripeKey.optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S{8,}$/, 'must be the signing secret of the webhook endpoint, whsec_…')
    .optional(),
  STRIPE_API_BASE: z
    .string()
    .regex(/^https?:\/\/[^/\s]+\/?$/, 'must be an origin such as https://api.stripe.com')
    .optional(),
  // It goes into a header, which takes nothing else.
  AUDIENCE_UPLOAD_LIMIT_MB: z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 1_000_000, 'must be 1 to 1000000')
    .default(5_000),
  DEMO_PEOPLE: z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= 10_000_000, 'must be 0 to 10000000')
    .default(200_000),
  AUDIENCELAB_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{8,}$/, 'must be the key as AudienceLab shows it: one word of 8 or more characters')
    .optional(),
  AUDIENCELAB_API_BASE: z
    .string()
    .regex(/^https?:\/\/[^/?#\s@]+(\/[^?#\s]*)?$/, 'must be an address such as https://api.audiencelab.io')
    .optional(),
  AUDIENCELAB_WEBHOOK_SECRET: z.string().min(16, 'must have 16 or more characters').optional(),
  PIXEL_COMPANY_FILE: z.string().min(1).optional(),
  PIXEL_GEO_FILE: z.string().min(1).optional(),
  PIXEL_INTERNAL_SITES: z
    .string()
    .transform((text) => text.split(',').map((range) => range.trim()))
    .refine(
      (ranges) => ranges.every((range) => addressRange.safeParse(range).success),
      'must be addresses or ranges such as 10.1.0.0/16, separated by commas',
    )
    .optional(),
  NODE_ENV: oneOf('production', 'development', 'test').default('production'),
})

type Environment = z.infer<typeof environment>

/** What is wrong with the environment, one line per variable. */
export class ConfigError extends Error {
  readonly problems: string[]

  constructor(problems: string[]) {
    super(`The configuration is not right:\n${problems.map((line) => `  ${line}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Reads and checks the environment, the only place that does. An empty value counts as not set. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = environment.safeParse(given)
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`))
  }
  const values = result.data
  const contradictions = contradictionsOf(values)
  if (contradictions.length > 0) throw new ConfigError(contradictions)
  return {
    port: values.PORT ?? (values.ROLE === 'worker' ? null : 3000),
    host: values.HOST,
    appUrl: values.APP_URL?.replace(/\/$/, '') ?? null,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    appDatabaseUrl: values.APP_DATABASE_URL ?? null,
    systemDatabaseUrl: values.SYSTEM_DATABASE_URL ?? null,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    seed: values.SEED ?? (values.DATABASE_URL ? 'none' : 'auto'),
    logLevel: values.LOG_LEVEL,
    role: values.ROLE,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM,
    stripe: stripeOf(values),
    audienceLab: audienceLabOf(values),
    audienceLabWebhookSecret: values.AUDIENCELAB_WEBHOOK_SECRET ?? null,
    pixelCompanyFile: values.PIXEL_COMPANY_FILE ? resolve(values.PIXEL_COMPANY_FILE) : null,
    pixelGeoFile: values.PIXEL_GEO_FILE ? resolve(values.PIXEL_GEO_FILE) : null,
    demoPeople: values.DEMO_PEOPLE,
    audienceUploadBytes: values.AUDIENCE_UPLOAD_LIMIT_MB * 1_000_000,
    pixelInternalSites: values.PIXEL_INTERNAL_SITES ?? [],
    mode: values.NODE_ENV,
  }
}

/** What each variable allows and the others do not. */
function contradictionsOf(values: Environment): string[] {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret, STRIPE_API_BASE: base } = values
  return [
    key && !secret
      ? 'STRIPE_WEBHOOK_SECRET is needed with STRIPE_SECRET_KEY: no payment counts without it'
      : '',
    secret && !key ? 'STRIPE_SECRET_KEY is needed with STRIPE_WEBHOOK_SECRET' : '',
    base && !key ? 'STRIPE_SECRET_KEY is needed with STRIPE_API_BASE' : '',
    base?.startsWith('http:') && key?.includes('_live_')
      ? 'STRIPE_API_BASE must begin with https: when the key is a live one'
      : '',
    ...audienceLabContradictions(values),
  ].filter(Boolean)
}

const THIS_MACHINE = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/

function audienceLabContradictions(values: Environment): string[] {
  const { AUDIENCELAB_API_KEY: key, AUDIENCELAB_API_BASE: base } = values
  return [
    base && !key ? 'AUDIENCELAB_API_KEY is needed with AUDIENCELAB_API_BASE' : '',
    base?.startsWith('http:') && !THIS_MACHINE.test(base)
      ? 'AUDIENCELAB_API_BASE must begin with https: except for this machine: the key goes with every request'
      : '',
  ]
}

function audienceLabOf(values: Environment): Config['audienceLab'] {
  const { AUDIENCELAB_API_KEY: apiKey, AUDIENCELAB_API_BASE: base } = values
  return apiKey ? { apiKey, apiBase: (base ?? 'https://api.audiencelab.io').replace(/\/+$/, '') } : null
}

function stripeOf(values: Environment): Config['stripe'] {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = values
  if (!secretKey || !webhookSecret) return null
  return { secretKey, webhookSecret, apiBase: values.STRIPE_API_BASE ?? null, isSimulated: false }
}

/** The environment of this process. */
export function loadProcessConfig(): Config {
  return loadConfig(process.env)
}
