import { setMaxListeners } from 'node:events'
import { issueOperatorClaim } from '../features/accounts/index.ts'
import { makePixelPartitions, pixelIngestRoute } from '../features/pixels/index.ts'
import { type Databases, openDatabases } from '../platform/db/index.ts'
import { startEmbeddedPostgres } from '../platform/embedded-postgres/index.ts'
import {
  createRoot,
  type HttpServer,
  mountDocs,
  securityHeaders,
  startHttpServer,
} from '../platform/http/index.ts'
import { releaseJobs, startWorker, type Worker } from '../platform/jobs/index.ts'
import { startLive } from '../platform/live/index.ts'
import { createLog, type Logger } from '../platform/log.ts'
import { createLocalMailbox, createSmtpMailer } from '../platform/mail/index.ts'
import type { Config, Platform } from '../platform/platform.ts'
import { createStripe, type StripeApplier, startApplier } from '../platform/stripe/index.ts'
import { Closers } from './closers.ts'
import { BASE as DEMO_SITE } from './demo-site/pages.ts'
import { demoSiteRoutes } from './demo-site/routes.ts'
import { mountHealth } from './health.ts'
import { mailboxRoutes } from './mailbox.ts'
import { mountBuiltPages, serveSourcePages } from './pages.ts'
import { bodyLimits, mountRoutes } from './routes.ts'
import { seed } from './seed.ts'
import { simulatePayments } from './simulate-payments.ts'
import { stripeHandlers } from './stripe-events.ts'
import { cron, tasks } from './tasks.ts'

export interface App {
  /** Origin to reach this process; null when it does not listen. */
  url: string | null
  platform: Platform
  /** Stops accepting, lets running requests and jobs finish, ends streams, stops Postgres last. */
  stop(): Promise<void>
}

export interface StartOptions {
  config: Config
  log?: Logger
  /** Databases that are open already and stay open. */
  db?: Databases
  /** Called when the app cannot go on. */
  onLost?: (error: Error) => void
}

/** Starts everything this process's role asks for. */
export async function startApp(options: StartOptions): Promise<App> {
  const closers = new Closers()
  try {
    return await start(options, closers)
  } catch (error) {
    await closers.close()
    throw error
  }
}

async function start(
  { config, db: given, onLost, ...options }: StartOptions,
  closers: Closers,
): Promise<App> {
  const log = options.log ?? createLog(config.logLevel)
  const shutdown = new AbortController()
  setMaxListeners(0, shutdown.signal) // every open stream listens
  const http = config.port === null ? null : await startHttpServer(config.port, config.host, log)
  // Closers run last to first, but the server must stop before all it stands on: see below.
  const closeHttp = closers.add(async () => http?.stop())
  const db = given ?? (await openAll(config, log, closers, onLost))
  await makePixelPartitions(db)
  const live = await startLive(db, log)
  closers.add(() => live.stop())
  const url = http && `http://${hostInUrl(config.host)}:${http.port}`
  const mail = startMail(config, closers)
  const platform: Platform = {
    config: { ...config, appUrl: config.appUrl ?? url ?? `http://localhost:${config.port ?? 3000}` },
    ...{ db, live, log, ...mail },
    ...{ stripe: null, isDemo: false },
    shutdown: shutdown.signal,
  }
  platform.isDemo = await seed(platform)
  platform.config.stripe ??= await simulatePayments(platform, url, closers)
  const applier = connectStripe(platform, closers)
  if (!platform.isDemo) await offerOperatorClaim(platform)
  let worker: Worker | null = null
  if (config.role !== 'web') {
    if (!given && !config.databaseUrl) await releaseJobs(db.ownerUrl)
    worker = await startWorker({ ownerUrl: db.ownerUrl, tasks: tasks(platform), cron, log })
    closers.add(() => worker?.stop())
  }
  if (http) await serve(http, platform, { worker: () => worker, applier }, closers)
  closeHttp.moveToEnd()
  closers.add(() => shutdown.abort())
  return { url, platform, stop: () => closers.close() }
}

async function openAll(config: Config, log: Logger, closers: Closers, onLost?: (error: Error) => void) {
  let ownerUrl = config.databaseUrl
  if (!ownerUrl) {
    const postgres = await startEmbeddedPostgres({ dir: config.dataDir, log, onLost })
    closers.add(() => postgres.stop())
    ownerUrl = postgres.url
  }
  const db = await openDatabases({
    ownerUrl,
    appUrl: config.appDatabaseUrl,
    systemUrl: config.systemDatabaseUrl,
    poolSize: config.databasePoolSize,
    log,
  })
  closers.add(() => db.close())
  return db
}

/** The first operator is who holds this link, never who comes first. */
async function offerOperatorClaim(platform: Platform) {
  const token = await issueOperatorClaim(platform)
  if (token)
    platform.log.warn(
      `sign up, then become the operator at ${platform.config.appUrl}/operator/claim#${token}`,
    )
}

function connectStripe(platform: Platform, closers: Closers): StripeApplier {
  const { stripe } = platform.config
  platform.stripe = stripe && createStripe(stripe)
  const applier = startApplier(platform.db, stripeHandlers, platform.log)
  closers.add(() => applier.stop())
  return applier
}

function startMail(config: Config, closers: Closers): Pick<Platform, 'mailer' | 'mailbox'> {
  if (!config.smtpUrl) {
    const mailbox = createLocalMailbox()
    return { mailer: mailbox, mailbox }
  }
  const mailer = createSmtpMailer(config.smtpUrl, config.mailFrom)
  closers.add(() => mailer.close())
  return { mailer, mailbox: null }
}

interface Engines {
  worker: () => Worker | null
  applier: StripeApplier
}

async function serve(http: HttpServer, platform: Platform, { worker, applier }: Engines, closers: Closers) {
  const { config, log, mailbox, isDemo } = platform
  const isDevelopment = config.mode === 'development'
  const root = createRoot({ log, appUrl: config.appUrl, bodyLimits: bodyLimits(config) })
  mountHealth(root, platform, worker)
  if (config.role !== 'worker') {
    mountRoutes(root, platform, applier)
    if (mailbox && (isDevelopment || isDemo)) root.route('/api/mailbox', mailboxRoutes(mailbox))
    if (isDemo) root.route(DEMO_SITE, demoSiteRoutes(platform))
    mountDocs(root, '0.1.0')
    if (isDevelopment) closers.add(await serveSourcePages(http))
    else await mountBuiltPages(root)
  }
  const headers = securityHeaders({ isDevelopment, isHttps: config.appUrl.startsWith('https:') })
  http.attach(root.fetch, headers, config.role === 'worker' ? undefined : pixelIngestRoute(platform))
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
