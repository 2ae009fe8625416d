import { Link } from '@tanstack/react-router'
import { formatDateTime } from '../../../../ui/index.ts'
import { AskReturn } from '../../../marketplace/ui/index.ts'
import type { LeadDetail } from '../lead.ts'
import { sources, wordOf } from '../words.ts'

/** Where the lead came from and on what consent. */
export function LeadOrigin({ lead }: { lead: LeadDetail }) {
  return (
    <section className="mt-4 border-t border-line px-5 pt-4">
      <h3 className="mb-1 font-semibold">Where it came from</h3>
      <p>
        {wordOf(sources, lead.source)}, {formatDateTime(lead.created_at)}
        {lead.source_detail ? `, ${lead.source_detail}` : ''}.{' '}
        {lead.order_id ? (
          <Link
            to="/orders/$orderId"
            params={{ orderId: lead.order_id }}
            className="underline underline-offset-2"
          >
            The order
          </Link>
        ) : null}
        {lead.import_id && lead.source === 'audience' ? (
          <Link
            to="/audience/pulls/$pullId"
            params={{ pullId: lead.import_id }}
            className="underline underline-offset-2"
          >
            The pull
          </Link>
        ) : null}
        {lead.import_id && lead.source !== 'audience' ? (
          <Link
            to="/leads/import"
            search={{ import: lead.import_id }}
            className="underline underline-offset-2"
          >
            The import
          </Link>
        ) : null}
      </p>
      {lead.order_id ? <AskReturn leadId={lead.id} orderId={lead.order_id} /> : null}
      {Object.entries(lead.verifications).map(([field, { at, by }]) => (
        <p key={field} className="text-sm text-muted">
          {field.replaceAll('_', ' ')} checked {formatDateTime(at)} by {by}
        </p>
      ))}
      {lead.consent_at || lead.consent_source || lead.consent_text ? (
        <p className="mt-2 text-sm">
          Consent{lead.consent_source ? ` by ${lead.consent_source}` : ''}
          {lead.consent_at ? `, ${formatDateTime(lead.consent_at)}` : ''}
          {lead.consent_ip ? `, from ${lead.consent_ip}` : ''}
          {lead.consent_text ? `: “${lead.consent_text}”` : ''}
        </p>
      ) : null}
    </section>
  )
}
