import type { BetterAuthOptions } from 'better-auth'

/** Seconds. The SQL of resolve_session() and renew_session() knows the same week. */
export const SESSION_TTL_SECONDS = 7 * 24 * 3600
const RESET_TTL_SECONDS = 3600
const VERIFICATION_TTL_SECONDS = 24 * 3600

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

/**
 * What decides better-auth's tables and limits. The tables in db/migrations are what its getMigrations()
 * gives for these options: change one with the other.
 */
export const authOptions = {
  basePath: '/api/auth',
  user: { fields: { emailVerified: 'email_verified', ...times } },
  session: {
    expiresIn: SESSION_TTL_SECONDS,
    // A revoked session must stop at once, so nothing is kept in a cookie.
    cookieCache: { enabled: false },
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
  },
  account: {
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...times,
    },
  },
  // Reset tokens are stored hashed: a copy of the table opens no account.
  verification: { fields: { expiresAt: 'expires_at', ...times }, storeIdentifier: 'hashed' },
  emailAndPassword: {
    enabled: true,
    minPasswordLength: 8,
    maxPasswordLength: 128,
    resetPasswordTokenExpiresIn: RESET_TTL_SECONDS,
    revokeSessionsOnPasswordReset: true,
  },
  emailVerification: { sendOnSignUp: true, expiresIn: VERIFICATION_TTL_SECONDS },
  // Counted in Postgres so that all web processes share one count. Windows in seconds, per address and path.
  rateLimit: {
    enabled: true,
    storage: 'database',
    modelName: 'rate_limit',
    fields: { lastRequest: 'last_request' },
    window: 60,
    max: 300,
    customRules: {
      '/sign-in/email': { window: 60, max: 60 },
      '/sign-up/email': { window: 60, max: 40 },
      '/change-password': { window: 60, max: 10 },
      '/reset-password': { window: 60, max: 10 },
      '/request-password-reset': { window: 60, max: 5 },
      '/send-verification-email': { window: 60, max: 5 },
    },
  },
  advanced: {
    cookiePrefix: 'assay',
    database: { generateId: 'uuid', validateSchema: false },
    // Said outright because better-auth turns the check off under a test runner.
    disableOriginCheck: false,
    disableCSRFCheck: false,
  },
  onAPIError: { throw: true },
  telemetry: { enabled: false },
} satisfies BetterAuthOptions
