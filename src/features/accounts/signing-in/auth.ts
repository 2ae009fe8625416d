import { AsyncLocalStorage } from 'node:async_hooks'
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { type Tx, withSystem } from '../../../platform/db/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { appUrl, isHttps } from '../app-url.ts'
import { authOptions } from '../auth-options.ts'
import { queueResetMail, queueVerificationMail } from '../mails/queue-auth-mail.ts'
import { authSecret } from '../secrets.ts'
import { CLIENT_ADDRESS_HEADER } from './client-address.ts'
import { settleNewPerson } from './settle-new-person.ts'
import { trustedOrigins } from './trusted-origins.ts'

export interface Auth {
  handler(request: Request): Promise<Response>
}

const made = new WeakMap<Platform, Auth>()

/** better-auth of this platform, made once. It works on the schema `auth` as the system role. */
export function authOf(platform: Platform): Auth {
  const known = made.get(platform)
  if (known) return known
  const auth = createAuth(platform)
  made.set(platform, auth)
  return auth
}

function createAuth(platform: Platform): Auth {
  const { db, log } = platform
  const current = new AsyncLocalStorage<Tx>()
  const url = appUrl(platform)
  return betterAuth({
    ...authOptions,
    baseURL: url.origin,
    secret: authSecret(db),
    trustedOrigins: trustedOrigins(url),
    database: sharedTransactions(platform, current),
    databaseHooks: {
      account: {
        create: {
          // Runs between the person and the session, inside sign-up's transaction: the first workspace
          // commits with the account or neither does.
          before: async (account, context) => {
            const tx = current.getStore()
            if (context?.path !== '/sign-up/email') return
            if (!tx) throw new Error('Sign-up runs outside a transaction')
            await settleNewPerson(tx, String(account.userId), context.body)
          },
        },
      },
    },
    emailAndPassword: {
      ...authOptions.emailAndPassword,
      sendResetPassword: ({ user, token }) => queueResetMail(platform, user, token),
    },
    emailVerification: {
      ...authOptions.emailVerification,
      sendVerificationEmail: ({ user, token }) => queueVerificationMail(platform, user, token),
    },
    advanced: {
      ...authOptions.advanced,
      useSecureCookies: isHttps(platform),
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    logger: {
      level: 'error',
      log: (_level, message, ...details: unknown[]) =>
        log.error({ err: details.find((detail) => detail instanceof Error) }, message),
    },
  })
}

/** better-auth's adapter, with its transactions run by withSystem so that our own SQL can join them. */
function sharedTransactions(platform: Platform, current: AsyncLocalStorage<Tx>) {
  const { db } = platform
  return (options: BetterAuthOptions) => {
    const adapterOn = (kysely: Tx) => kyselyAdapter(kysely.withSchema('auth'), { type: 'postgres' })(options)
    return {
      ...adapterOn(db.systemDb),
      transaction: <R>(work: (adapter: ReturnType<typeof adapterOn>) => Promise<R>) =>
        withSystem(db, (tx) => current.run(tx, () => work(adapterOn(tx)))),
    }
  }
}
