import type Stripe from 'stripe'
import type { Databases } from './db/index.ts'
import type { Live } from './live/index.ts'
import type { Logger } from './log.ts'
import type { LocalMailbox, Mailer } from './mail/index.ts'
import type { StripeSettings } from './stripe/index.ts'

export interface Config {
  /** Port to listen on; 0 takes any free one; null (a worker without PORT) does not listen. */
  port: number | null
  host: string
  /** Origin people use, without a slash; null until the port is known. */
  appUrl: string | null
  dataDir: string
  /** null: the embedded Postgres in `dataDir`. */
  databaseUrl: string | null
  appDatabaseUrl: string | null
  systemDatabaseUrl: string | null
  databasePoolSize: number
  /** `auto`: the demo world on an empty embedded database, else nothing. */
  seed: 'demo' | 'none' | 'auto'
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  role: 'all' | 'web' | 'worker'
  smtpUrl: string | null
  mailFrom: string
  /** null: no payments, unless the run has a simulator. */
  stripe: StripeSettings | null
  /** null: people are searched in the audience loaded here. `apiBase` without a slash at its end. */
  audienceLab: { apiKey: string; apiBase: string } | null
  /** What AudienceLab sends with each event of a SuperPixel; null: none are taken. */
  audienceLabWebhookSecret: string | null
  /** Ranges of addresses and whose they are, a CSV; null: a visitor's company is not looked up. */
  pixelCompanyFile: string | null
  /** A MaxMind file that tells country and region of an address; null: none are known. */
  pixelGeoFile: string | null
  /** How many made-up people a demo world's audience has. */
  demoPeople: number
  /** The most a request with files for the audience may hold. */
  audienceUploadBytes: number
  /** Internal addresses and ranges whose sites a diagnosis of a pixel may read; any other internal one is refused. */
  pixelInternalSites: string[]
  mode: 'production' | 'development' | 'test'
}

/** What every feature's routes and tasks are given. */
export interface Platform {
  config: Config & { appUrl: string }
  db: Databases
  live: Live
  mailer: Mailer
  /** The local mailbox when there is no mail server. */
  mailbox: LocalMailbox | null
  /** Where payments happen, configured by `config.stripe`; null when nowhere. */
  stripe: Stripe | null
  log: Logger
  /** Whether this database holds the demo world. */
  isDemo: boolean
  /** Aborts when the process begins to stop: long answers end then. */
  shutdown: AbortSignal
}
