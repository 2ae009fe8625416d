import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { appendEvent } from '../events/index.ts'
import type { Application, Partner } from './schema.ts'

type Status = NonNullable<Partner['status']>

export interface ApplicationOf {
  workspaceId: string
  actorId: string | null
  application: Application
}

/** A workspace asks to sell. It may mend its words until the operator has decided; then 409. */
export async function applyAsPartner(tx: Tx, { workspaceId, actorId, application }: ApplicationOf) {
  const { company, website = null, about = null } = application
  const { rows } = await sql<{ status: Status }>`
    select apply_as_partner(${company}, ${website || null}, ${about || null}, ${actorId}) as status`.execute(
    tx,
  )
  const [{ status }] = rows as [{ status: Status }]
  await appendEvent(tx, { workspaceId, type: 'partner.applied', payload: { status } })
  return { status }
}
