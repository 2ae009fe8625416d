import { useState } from 'react'
import {
  Button,
  Dialog,
  errorText,
  Field,
  fieldErrors,
  formatCount,
  formatCredits,
  plural,
  Select,
  Textarea,
} from '../../../../ui/index.ts'
import { MAX_EVIDENCE, type OrderDetail, type ReturnReason } from '../../schema.ts'
import { lapseWords, sharesOf } from './refund-words.ts'
import { useOpenReturns } from './use-open-returns.ts'
import { canBeProven, reasonOptions, reasonWords } from './words.ts'

interface ReturnDialogProps {
  order: OrderDetail
  items: OrderDetail['items']
  onClose: () => void
  onDone: () => void
}

/** Why items come back, what shows it, and exactly what will happen. */
export function ReturnDialog({ order, items, onClose, onDone }: ReturnDialogProps) {
  const [reason, setReason] = useState<ReturnReason>('wrong_person')
  const [evidence, setEvidence] = useState('')
  const open = useOpenReturns(order.id, onDone)
  const { limit } = order.return_terms
  const refund = items.reduce((sum, item) => sum + Math.round(item.price * 100), 0) / 100
  const isTooMany = items.length > limit.left
  const needsEvidence = !canBeProven(reason)
  const wrong = open.error ? Object.values(fieldErrors(open.error))[0] : undefined
  const cannot = isTooMany || (needsEvidence && evidence.trim() === '')
  return (
    <Dialog
      open
      onOpenChange={(next) => next || open.isPending || onClose()}
      title={`Return ${plural(items.length, 'lead')}`}
      description={namesOf(items)}
      footer={
        <>
          <Button onClick={onClose} disabled={open.isPending}>
            Keep {items.length === 1 ? 'it' : 'them'}
          </Button>
          <Button variant="primary" type="submit" form="return" busy={open.isPending} disabled={cannot}>
            Return {plural(items.length, 'lead')} for {formatCredits(refund)} credits
          </Button>
        </>
      }
    >
      <form
        id="return"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (!cannot && !open.isPending)
            open.mutate({
              listing_ids: items.map((item) => item.listing_id),
              reason,
              evidence: evidence.trim(),
            })
        }}
      >
        <Field label="Reason" hint={reasonWords[reason].hint}>
          <Select
            options={reasonOptions}
            value={reason}
            onValueChange={(value) => setReason(value as ReturnReason)}
          />
        </Field>
        <Field
          label={needsEvidence ? 'What shows it' : 'What shows it, if our records do not'}
          required={needsEvidence}
          error={wrong}
          hint="The partner reads this, since it has to answer. It is not told who you are: leave out your name and contacts."
        >
          <Textarea
            rows={4}
            maxLength={MAX_EVIDENCE}
            value={evidence}
            onChange={(event) => setEvidence(event.target.value)}
          />
        </Field>
        <Consequences order={order} items={items} refund={refund} reason={reason} />
        <p className={isTooMany ? 'text-bad' : 'text-muted'} role={isTooMany ? 'alert' : undefined}>
          You may return {formatCount(limit.left)} more of the {plural(limit.bought, 'lead')} bought in the
          last {limit.days} days ({limit.percent}%, at least one).
          {isTooMany ? ' Choose fewer.' : ''}
        </p>
        <p role="alert" className="text-bad empty:hidden">
          {open.error && !wrong ? errorText(open.error) : null}
        </p>
      </form>
    </Dialog>
  )
}

interface ConsequencesProps {
  order: OrderDetail
  items: OrderDetail['items']
  refund: number
  reason: ReturnReason
}

function Consequences({ order, items, refund, reason }: ConsequencesProps) {
  const { answer_hours, sources } = order.return_terms
  const many = items.length > 1
  return (
    <ul className="flex list-disc flex-col gap-1 rounded-md border border-line bg-hover py-2.5 pr-3 pl-7">
      {canBeProven(reason) ? (
        <li>
          {reason === 'hard_bounce'
            ? 'When mail sent from Assay bounced, it is accepted at once.'
            : 'When your leads show it, it is accepted at once.'}
        </li>
      ) : null}
      <li>
        The partner has {answer_hours} hours to accept or contest {many ? 'them' : 'it'}. What is contested or
        not answered the operator decides.
      </li>
      <li>
        Once accepted, {formatCredits(refund)} credits go back to the grants they were paid from.
        {lapseWords(sharesOf(refund, sources)).map((words) => ` ${words}`)}
      </li>
      <li>
        {many ? 'The leads stay' : 'The lead stays'} in Leads, marked as returned. A lead can be returned
        once.
      </li>
    </ul>
  )
}

function namesOf(items: OrderDetail['items']): string {
  const names = items.slice(0, 3).map(({ lead }) => lead?.full_name ?? lead?.email ?? 'a deleted lead')
  return items.length > 3 ? `${names.join(', ')} and ${items.length - 3} more` : names.join(', ')
}
