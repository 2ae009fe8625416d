import { randomUUID } from 'node:crypto'
import type pg from 'pg'

export interface SalesWorld {
  partner: string
  /** Workspaces with credits. */
  buyers: string[]
  /** The next `count` listings nobody has been offered yet. */
  take(count: number): string[]
}

/** An approved partner with listings and buyers with credits, made by the functions an installation uses. */
export async function fillSales(
  owner: pg.Client,
  newWorkspace: () => Promise<string>,
  size: { listings: number; buyers: number },
): Promise<SalesWorld> {
  const partner = await newWorkspace()
  const buyers = await Promise.all(Array.from({ length: size.buyers }, newWorkspace))
  const operator = (await owner.query('select user_id from members where workspace_id = $1', [partner]))
    .rows[0].user_id
  await owner.query('insert into operators (user_id) values ($1)', [operator])
  await asWorkspace(owner, partner, async () => {
    await owner.query(`select apply_as_partner('Bench', null, null, $1)`, [operator])
    await owner.query(`select decide_partner($1, $2, 'approved', null)`, [operator, partner])
    await owner.query(
      `with made as (
         insert into leads (workspace_id, dedup_hash, source, email, full_name, name_key, job_title, company_name, country, points_email, points_recency)
         select $1, identity_hash(identity_key(), 'email', 'p' || n || '@bench.example'), 'upload', 'p' || n || '@bench.example',
           'Person ' || n, 'person ' || n, 'VP Marketing', 'Company ' || n, 'US', 10, 20
         from generate_series(1, $2::int) n returning id, dedup_hash
       )
       insert into lead_identities (workspace_id, identity, kind, lead_id) select $1, dedup_hash, 'email', id from made`,
      [partner, size.listings],
    )
    await owner.query(
      'select list_leads(array(select id from leads where workspace_id = $1), 250, 1, null)',
      [partner],
    )
  })
  for (const buyer of buyers) {
    await owner.query(`select grant_credits($1, $2, 100000000000, 'bench', $3, '\\x00')`, [
      operator,
      buyer,
      randomUUID(),
    ])
  }
  await owner.query('vacuum analyze')
  const { rows } = await owner.query<{ id: string }>('select id from listings order by random()')
  const ids = rows.map((row) => row.id)
  return { partner, buyers, take: (count) => ids.splice(0, count) }
}

async function asWorkspace(owner: pg.Client, workspaceId: string, work: () => Promise<void>) {
  await owner.query('begin')
  await owner.query(`set local app.workspace_id = '${workspaceId}'`)
  await work()
  await owner.query('commit')
}
