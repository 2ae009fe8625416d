import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareDatabase } from '../../src/platform/db/index.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts'
import { createLog } from '../../src/platform/log.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the run's Postgres; its database `template_assay` is migrated and copied per world. */
    postgresUrl: string
  }
}

export const TEMPLATE = 'template_assay'

/**
 * One Postgres for the whole run and one migrated template database. It is our embedded one, without
 * durability, unless TEST_DATABASE_URL names another (a superuser of a Postgres 15 to 18 that may be spoilt).
 */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL
  const postgres = given ? { url: given, stop: async () => {} } : await startDisposable()
  const url = new URL(postgres.url)
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  await admin.query(`drop database if exists ${TEMPLATE}`)
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  url.pathname = `/${TEMPLATE}`
  await prepareDatabase(url.href)
  project.provide('postgresUrl', postgres.url)
  return postgres.stop
}

async function startDisposable() {
  const dir = await mkdtemp(join(tmpdir(), 'assay-test-'))
  await chmod(dir, 0o755) // the postgres user enters it when the tests run as root
  const { url, stop } = await startEmbeddedPostgres({
    dir,
    log: createLog('warn'),
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '256MB' },
  })
  return {
    url,
    stop: async () => {
      await stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
