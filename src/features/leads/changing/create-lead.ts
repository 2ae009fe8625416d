import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { findSamePerson } from '../identities.ts'
import { storeLeads } from '../importing/store-leads.ts'
import { readLead } from '../reading/read-lead.ts'
import type { Lead, NewLead } from '../schema.ts'
import { customFields } from './custom-fields.ts'
import { normaliseFields } from './lead-changes.ts'

export interface Author {
  actorId: string | null
  via: 'session' | 'key'
}

/** Adds one lead that a person typed or a program sent. A 409 with `lead_id` when the workspace has the person. */
export async function createLead(tx: Tx, typed: NewLead, { actorId, via }: Author): Promise<Lead> {
  const { status, custom, ...fields } = typed
  const lead = { ...normaliseFields(fields), custom: customFields({}, custom ?? {}) }
  const stored = await storeLeads(tx, [lead], {
    importId: null,
    source: via === 'key' ? 'api' : 'upload',
    sourceDetail: via === 'key' ? null : 'Added by hand',
    onDuplicate: 'skip',
    actorId,
  })
  const [id] = stored.leadIds
  if (id === undefined) {
    if (stored.suppressed.length > 0) throw suppressed()
    const lead_id = await findSamePerson(tx, lead)
    throw new Problem('conflict', 'This person is among your leads already', { lead_id })
  }
  if (status && status !== 'new') {
    await sql`
      with written as (
        update leads l set status = ${status}, reached = l.reached | reached_by(${status})
        from leads was
        where l.workspace_id = current_workspace() and l.id = ${id} and was.workspace_id = l.workspace_id and was.id = l.id
        returning lead_figure(was) as was, lead_figure(l) as figure
      )
      select note_leads(current_workspace(), array_agg(was), array_agg(figure)) from written`.execute(tx)
  }
  return readLead(tx, id)
}

function suppressed(): Problem {
  return new Problem('conflict', 'This person asked not to be stored or contacted')
}
