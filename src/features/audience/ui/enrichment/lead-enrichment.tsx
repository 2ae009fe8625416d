import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Sparkles } from 'lucide-react'
import { useRef } from 'react'
import { api, Button, errorText, formatCredits, newIdempotencyKey } from '../../../../ui/index.ts'
import type { EnrichedLead, LeadEnrichment as Terms } from '../../enrichment/schema.ts'
import { FieldSources } from './field-sources.tsx'
import { FilledFields } from './filled-fields.tsx'

/** Fills in what one lead lacks: the price on the button, before and after once it is done. */
export function LeadEnrichment({ leadId }: { leadId: string }) {
  const client = useQueryClient()
  const key = useRef(newIdempotencyKey())
  const terms = useQuery({
    queryKey: ['enrichment', 'lead', leadId],
    queryFn: ({ signal }) => api<Terms>('GET', `/api/leads/${leadId}/enrichment`, { signal }),
  })
  const enrich = useMutation({
    mutationFn: ({ credit_cost, confirm_above }: Terms) =>
      api<EnrichedLead>('POST', `/api/leads/${leadId}/enrichment`, {
        body: confirm_above !== null && credit_cost > confirm_above ? { confirmed_credits: credit_cost } : {},
        headers: { 'idempotency-key': key.current },
      }),
    onSuccess: () => {
      for (const queryKey of [['leads'], ['lead-timeline', leadId], ['credits'], ['enrichment']])
        void client.invalidateQueries({ queryKey })
    },
    onSettled: () => {
      key.current = newIdempotencyKey()
    },
  })
  if (!terms.data) return null
  const { credit_cost, can_afford } = terms.data
  return (
    <section aria-label="Enrichment" className="mx-5 mb-4 flex flex-col gap-2 border-b border-line pb-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          size="sm"
          icon={<Sparkles className="size-4" />}
          busy={enrich.isPending}
          disabled={!can_afford}
          onClick={() => enrich.mutate(terms.data)}
        >
          {credit_cost === 0 ? 'Enrich again for free' : `Enrich for ${formatCredits(credit_cost)} credits`}
        </Button>
        <span className="min-w-56 flex-1 text-sm text-muted">
          {noteOf(terms.data, enrich.data !== undefined)}
        </span>
      </div>
      {enrich.error ? (
        <p role="alert" className="text-sm text-bad">
          {errorText(enrich.error)}
        </p>
      ) : null}
      {enrich.data ? <FilledFields answer={enrich.data} /> : <FieldSources terms={terms.data} />}
    </section>
  )
}

function noteOf({ can_afford }: Terms, isDone: boolean) {
  if (!can_afford)
    return (
      <>
        The balance does not reach.{' '}
        <Link to="/credits" className="underline underline-offset-2">
          Buy credits
        </Link>
      </>
    )
  return isDone ? '' : 'Fills empty fields from the audience; costs nothing when nothing is found.'
}
