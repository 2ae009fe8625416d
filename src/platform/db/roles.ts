import { createHmac } from 'node:crypto'
import type pg from 'pg'

export type Group = 'assay_app' | 'assay_system'

const INSUFFICIENT_PRIVILEGE = '42501'
const ALREADY_THERE = ['42710', '23505']

/**
 * The login role of a group and its password. Both come from the installation's secret, so every process
 * on one database, and every copy of that database, finds the same.
 */
export function loginOf(secret: Buffer, group: Group): { name: string; password: string } {
  const derive = (purpose: string) => createHmac('sha256', secret).update(`${purpose}:${group}`).digest('hex')
  return { name: `${group}_${derive('name').slice(0, 12)}`, password: derive('password') }
}

/** Makes the login role of a group unless it is there; refuses one that could pass row-level security. */
export async function ensureLogin(client: pg.ClientBase, secret: Buffer, group: Group): Promise<void> {
  const { name, password } = loginOf(secret, group)
  if (!(await isThere(client, name))) {
    try {
      await client.query(
        `create role ${name} login inherit nosuperuser nobypassrls nocreatedb nocreaterole
         password '${password}' in role ${group}`,
      )
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === INSUFFICIENT_PRIVILEGE) throw new Error(cannotCreate(group), { cause: error })
      if (!ALREADY_THERE.includes(code ?? '')) throw error
    }
  }
}

async function isThere(client: pg.ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [name])
  return rows.length > 0
}

function cannotCreate(group: Group): string {
  const variable = group === 'assay_app' ? 'APP_DATABASE_URL' : 'SYSTEM_DATABASE_URL'
  return `The user of DATABASE_URL may not create roles: make a login role in ${group} and give it as ${variable}`
}

/** Throws unless the login of `url` belongs to the group and row-level security holds for it. */
export async function checkLogin(client: pg.ClientBase, group: Group): Promise<void> {
  const { rows } = await client.query<{ fits: boolean; passes: boolean; name: string }>(
    `select rolname as name, pg_has_role(rolname, $1, 'member') as fits, rolsuper or rolbypassrls as passes
     from pg_roles where rolname = current_user`,
    [group],
  )
  const role = rows[0]
  if (!role?.fits) throw new Error(`Database role ${role?.name} is not a member of ${group}`)
  if (role.passes) throw new Error(`Database role ${role.name} passes row-level security; it must not`)
}
