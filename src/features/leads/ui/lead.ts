import { api } from '../../../ui/index.ts'
import type { Lead as LeadDetail, LeadRow } from '../schema.ts'

/** A row of the list, and the lead with everything about it. */
export type { LeadDetail, LeadRow as Lead }

type Lead = LeadRow

export const leadIdOf = (lead: Lead) => lead.id
export const leadNameOf = (lead: Lead) => lead.full_name ?? lead.email ?? 'lead without a name'

export function placeOf(lead: Pick<Lead, 'city' | 'state' | 'country'>): string | null {
  return [lead.city, lead.state, lead.country].filter(Boolean).join(', ') || null
}

export function readLead(id: string, signal?: AbortSignal): Promise<LeadDetail> {
  return api<LeadDetail>('GET', `/api/leads/${id}`, { signal })
}

export async function loadFactors(id: string) {
  return (await readLead(id)).score_factors
}
