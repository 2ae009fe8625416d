import { useQuery, useQueryClient } from '@tanstack/react-query'
import {
  api,
  Credits,
  Drawer,
  ErrorState,
  formatCount,
  formatCredits,
  formatDateTime,
  formatPercent,
  SkeletonLines,
  toast,
} from '../../../../ui/index.ts'
import type { OperatorReturnDetail } from '../../returns/schema.ts'
import { Fact, Facts } from './facts.tsx'
import { NoteForm } from './note-form.tsx'
import { ReturnBadge } from './return-badge.tsx'
import { ReturnTimeline } from './return-timeline.tsx'
import { reasonWords } from './words.ts'

/** One return of any workspace, what both sides said, and the operator's word. */
export function OperatorReturnDrawer({
  returnId,
  onClose,
}: {
  returnId: string | undefined
  onClose: () => void
}) {
  const client = useQueryClient()
  const given = useQuery({
    queryKey: ['operator-returns', 'one', returnId],
    queryFn: ({ signal }) =>
      api<OperatorReturnDetail>('GET', `/api/operator/returns/${returnId}`, { signal }),
    enabled: returnId !== undefined,
  })
  async function decide(body: { accept: boolean; note: string }) {
    await api('POST', `/api/operator/returns/${returnId}/decision`, { body })
    toast({ title: body.accept ? 'Return accepted' : 'Return refused', tone: 'good' })
    await client.invalidateQueries({ queryKey: ['operator-returns'] })
  }
  return (
    <Drawer
      open={returnId !== undefined}
      onClose={onClose}
      title={given.data ? reasonWords[given.data.reason].label : 'Return'}
      note={given.data ? `${given.data.buyer.name} returns it to ${given.data.partner.company}` : undefined}
      footer={
        given.data?.status === 'with_operator' ? (
          <NoteForm
            key={returnId}
            label="Why"
            hint="Both sides read it, and it stays in the log."
            accept={`Accept and give back ${formatCredits(given.data.price)} credits`}
            refuse="Refuse"
            isNoteNeeded
            send={decide}
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

function Body({ given }: { given: OperatorReturnDetail }) {
  const { habits } = given
  return (
    <>
      <Facts>
        <Fact name="Status">
          <ReturnBadge status={given.status} viewer="operator" />
        </Fact>
        <Fact name="Sold">
          {formatDateTime(given.bought_at)}, for <Credits value={given.price} unit />
        </Fact>
        <Fact name="Partner’s earning">
          <Credits value={given.earning} unit />
        </Fact>
        <Fact name="Buyer, 90 days">{habitWords(habits.buyer, 'bought', 'returned')}</Fact>
        <Fact name="Partner, 90 days">{habitWords(habits.partner, 'sold', 'taken back')}</Fact>
      </Facts>
      <ReturnTimeline
        steps={given.steps}
        viewer="operator"
        evidence={given.evidence}
        answerDueAt={given.status === 'with_partner' ? given.answer_due_at : null}
      />
    </>
  )
}

function habitWords(
  { sold, returned }: { sold: number; returned: number },
  did: string,
  back: string,
): string {
  const share = sold > 0 ? ` (${formatPercent(returned / sold)})` : ''
  return `${formatCount(sold)} ${did}, ${formatCount(returned)} ${back}${share}`
}
