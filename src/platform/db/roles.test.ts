import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../test/harness/index.ts'
import { openDatabases } from './index.ts'

let world: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world.dispose())

describe.each(['app', 'system'] as const)('the %s role', (name) => {
  it('neither owns a table, nor passes row-level security, nor makes roles', async () => {
    const { rows } = await world.db[name].query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         (select count(*) from pg_class where relowner = pg_roles.oid) as owned
       from pg_roles where rolname = current_user`,
    )
    expect(rows).toEqual([
      {
        ...{ rolsuper: false, rolbypassrls: false, rolcreaterole: false },
        ...{ rolcreatedb: false, rolreplication: false, owned: 0 },
      },
    ])
  })

  it('can read no secret of the installation and no job', async () => {
    await expect(world.db[name].query('select * from platform_secrets')).rejects.toThrow(/permission denied/)
    await expect(world.db[name].query('select * from graphile_worker._private_jobs')).rejects.toThrow(
      /permission denied/,
    )
  })

  it('cannot become another role', async () => {
    for (const role of ['assay_exchange', 'assay', name === 'app' ? 'assay_system' : 'assay_app']) {
      await expect(world.db[name].query(`set role ${role}`)).rejects.toThrow(/permission denied/)
    }
  })

  it('cannot make objects', async () => {
    await expect(world.db[name].query('create table mine (id int)')).rejects.toThrow(/permission denied/)
  })
})

describe('row-level security', () => {
  it('is on and forced for every table with a workspace', async () => {
    const client = new pg.Client({ connectionString: world.ownerUrl })
    await client.connect()
    const { rows } = await client.query(
      `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
       where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not a.attisdropped
         and not (c.relrowsecurity and c.relforcerowsecurity)`,
    )
    await client.end()
    expect(rows).toEqual([])
  })
})

describe('logins given from outside', () => {
  it('are refused when row-level security would not hold for them', async () => {
    const open = openDatabases({ ownerUrl: world.ownerUrl, appUrl: world.ownerUrl, log: world.log })
    await expect(open).rejects.toThrow(/passes row-level security/)
  })
})
