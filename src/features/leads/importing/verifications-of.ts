import type { NormalisedLead } from '../normalise/types.ts'

export interface Verification {
  at: string
  by: 'import' | 'built-in'
}

/** When and by whom each contact with a known state was verified; null when none was. */
export function verificationsOf(lead: NormalisedLead, at: string): Record<string, Verification> | null {
  const found: Record<string, Verification> = {}
  if (lead.email_status !== 'unverified') {
    // Our own check only ever finds a risk; any other state came with the row.
    const isOurs = lead.email_status === 'risky' && lead.email_flags.includes('disposable')
    found.email = { at, by: isOurs ? 'built-in' : 'import' }
  }
  if (lead.second_email_status !== 'unverified') found.second_email = { at, by: 'import' }
  if (lead.phone_status !== 'unverified') found.phone = { at, by: 'import' }
  if (lead.mobile_status !== 'unverified') found.mobile = { at, by: 'import' }
  return Object.keys(found).length > 0 ? found : null
}
