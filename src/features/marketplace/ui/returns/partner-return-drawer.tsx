import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  api,
  Credits,
  Drawer,
  ErrorState,
  formatCredits,
  formatDateTime,
  SkeletonLines,
  toast,
} from '../../../../ui/index.ts'
import type { PartnerReturnDetail } from '../../returns/schema.ts'
import { Countdown } from './countdown.tsx'
import { Fact, Facts } from './facts.tsx'
import { NoteForm } from './note-form.tsx'
import { ReturnBadge } from './return-badge.tsx'
import { personOf } from './return-columns.tsx'
import { ReturnTimeline } from './return-timeline.tsx'
import { reasonWords } from './words.ts'

const link = 'underline underline-offset-2'

/** One return of a sale: what the buyer says, and the partner's answer to it. */
export function PartnerReturnDrawer({
  returnId,
  onClose,
}: {
  returnId: string | undefined
  onClose: () => void
}) {
  const client = useQueryClient()
  const given = useQuery({
    queryKey: ['partner-returns', 'one', returnId],
    queryFn: ({ signal }) => api<PartnerReturnDetail>('GET', `/api/partner/returns/${returnId}`, { signal }),
    enabled: returnId !== undefined,
  })
  async function answer(body: { accept: boolean; note: string }) {
    await api('POST', `/api/partner/returns/${returnId}/answer`, { body })
    toast({ title: body.accept ? 'Return accepted' : 'Return contested', tone: 'good' })
    await Promise.all(
      [['partner-returns'], ['earnings'], ['partner-listings']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  }
  return (
    <Drawer
      open={returnId !== undefined}
      onClose={onClose}
      title={given.data ? personOf(given.data) : 'Return'}
      note={given.data ? reasonWords[given.data.reason].label : undefined}
      footer={
        given.data?.status === 'with_partner' ? (
          <NoteForm
            key={returnId}
            label="Your answer"
            hint="The buyer and the operator read it. Needed to contest."
            accept={`Accept and lose ${formatCredits(given.data.earning)} credits`}
            refuse="Contest"
            isNoteNeeded={false}
            send={answer}
          />
        ) : null
      }
    >
      {given.isPending ? <SkeletonLines lines={8} /> : null}
      {given.isError ? (
        <ErrorState title="This return could not be read" error={given.error} retry={given.refetch} />
      ) : null}
      {given.data ? <Body given={given.data} /> : null}
    </Drawer>
  )
}

function Body({ given }: { given: PartnerReturnDetail }) {
  return (
    <>
      <Facts>
        <Fact name="Status">
          <ReturnBadge status={given.status} viewer="partner" />
        </Fact>
        {given.status === 'with_partner' ? (
          <Fact name="To answer">
            <Countdown until={given.answer_due_at} />
          </Fact>
        ) : null}
        <Fact name="Sold">
          {formatDateTime(given.bought_at)}, for <Credits value={given.price} unit />
        </Fact>
        <Fact name={given.status === 'accepted' ? 'Earning lost' : 'Earning'}>
          <Credits value={given.earning} unit />
          {given.closed_at === null ? <span className="text-muted"> held back meanwhile</span> : null}
        </Fact>
        <Fact name="Listing">
          <Link to="/sell/listings/$listingId" params={{ listingId: given.listing_id }} className={link}>
            See the listing
          </Link>
          {given.status === 'accepted' ? <p className="text-sm text-muted">{becameOf(given)}</p> : null}
        </Fact>
        {given.lead ? (
          <Fact name="Lead">
            <Link to="/leads/$leadId" params={{ leadId: given.lead_id }} className={link}>
              Open the lead
            </Link>
          </Fact>
        ) : null}
      </Facts>
      <ReturnTimeline steps={given.steps} viewer="partner" evidence={given.evidence} answerDueAt={null} />
    </>
  )
}

function becameOf({ relisted, reason }: PartnerReturnDetail): string {
  if (relisted) return 'Offered to other buyers again.'
  if (reason === 'duplicate' || reason === 'out_of_scope')
    return 'Not offered again: it is no longer on sale.'
  return 'Off the market, since its data is said to be wrong. Mend the lead and list it again.'
}
