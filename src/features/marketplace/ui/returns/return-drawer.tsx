import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import {
  api,
  Button,
  ConfirmDialog,
  Credits,
  Drawer,
  ErrorState,
  formatDateTime,
  SkeletonLines,
  toast,
} from '../../../../ui/index.ts'
import type { ReturnDetail } from '../../returns/schema.ts'
import { Fact, Facts } from './facts.tsx'
import { lapseWords } from './refund-words.ts'
import { ReturnBadge } from './return-badge.tsx'
import { personOf } from './return-columns.tsx'
import { ReturnTimeline } from './return-timeline.tsx'
import { reasonWords } from './words.ts'

/** One return of the buyer's, with its timeline; it can be cancelled while nobody has decided. */
export function ReturnDrawer({ returnId, onClose }: { returnId: string | undefined; onClose: () => void }) {
  const client = useQueryClient()
  const [isCancelling, setIsCancelling] = useState(false)
  const given = useQuery({
    queryKey: ['returns', 'one', returnId],
    queryFn: ({ signal }) => api<ReturnDetail>('GET', `/api/marketplace/returns/${returnId}`, { signal }),
    enabled: returnId !== undefined,
  })
  const isOpen = given.data ? given.data.closed_at === null : false
  return (
    <Drawer
      open={returnId !== undefined}
      onClose={onClose}
      title={given.data ? personOf(given.data) : 'Return'}
      note={given.data ? reasonWords[given.data.reason].label : undefined}
      footer={
        isOpen ? (
          <Button variant="danger" onClick={() => setIsCancelling(true)}>
            Cancel this return
          </Button>
        ) : null
      }
    >
      {given.isPending ? <SkeletonLines lines={8} /> : null}
      {given.isError ? (
        <ErrorState title="This return could not be read" error={given.error} retry={given.refetch} />
      ) : null}
      {given.data ? <Body given={given.data} /> : null}
      <ConfirmDialog
        open={isCancelling}
        onOpenChange={setIsCancelling}
        tone="danger"
        title="Cancel this return?"
        confirmLabel="Cancel this return"
        onConfirm={async () => {
          await api('POST', `/api/marketplace/returns/${returnId}/cancellation`, { body: {} })
          toast({ title: 'Return cancelled' })
          await Promise.all(
            [['returns'], ['orders']].map((queryKey) => client.invalidateQueries({ queryKey })),
          )
        }}
      >
        The lead stays bought and paid for. It cannot be returned a second time.
      </ConfirmDialog>
    </Drawer>
  )
}

function Body({ given }: { given: ReturnDetail }) {
  return (
    <>
      <Facts>
        <Fact name="Status">
          <ReturnBadge status={given.status} />
        </Fact>
        <Fact name={given.status === 'accepted' ? 'Came back' : 'Price'}>
          <Credits value={given.price} unit />
          {lapseWords(given.refunded).map((words) => (
            <p key={words} className="text-sm text-muted">
              {words}
            </p>
          ))}
        </Fact>
        <Fact name="Bought">{formatDateTime(given.bought_at)}</Fact>
        <Fact name="Order">
          <Link
            to="/orders/$orderId"
            params={{ orderId: given.order_id }}
            className="underline underline-offset-2"
          >
            See the order
          </Link>
        </Fact>
        {given.lead ? (
          <Fact name="Lead">
            <Link
              to="/leads/$leadId"
              params={{ leadId: given.lead_id }}
              className="underline underline-offset-2"
            >
              Open the lead
            </Link>
          </Fact>
        ) : null}
      </Facts>
      <ReturnTimeline
        steps={given.steps}
        viewer="buyer"
        evidence={given.evidence}
        answerDueAt={given.status === 'with_partner' ? given.answer_due_at : null}
      />
    </>
  )
}
