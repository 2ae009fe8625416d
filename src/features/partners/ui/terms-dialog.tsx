import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  api,
  Button,
  Dialog,
  errorText,
  Field,
  fieldErrors,
  Input,
  plural,
  toast,
} from '../../../ui/index.ts'

interface TermsDialogProps {
  /** The listings to change; null: closed. */
  ids: string[] | null
  onClose: () => void
  onChanged: () => Promise<unknown>
}

/** A new price, number of buyers or expiry; what is left empty stays as it is. */
export function TermsDialog({ ids, onClose, onChanged }: TermsDialogProps) {
  const [price, setPrice] = useState('')
  const [maxBuyers, setMaxBuyers] = useState('')
  const [expires, setExpires] = useState('')
  const terms = {
    ...(price ? { price: Number(price) } : {}),
    ...(maxBuyers ? { max_buyers: Number(maxBuyers) } : {}),
    ...(expires ? { expires_at: new Date(`${expires}T23:59:59`).toISOString() } : {}),
  }
  const change = useMutation({
    mutationFn: () =>
      api<{ changed: number }>('PATCH', '/api/partner/listings', {
        body: { listing_ids: ids ?? [], ...terms },
      }),
    onSuccess: async ({ changed }) => {
      toast({ title: `${plural(changed, 'listing')} changed` })
      onClose()
      await onChanged()
    },
  })
  const errors = fieldErrors(change.error)
  const noun = plural(ids?.length ?? 0, 'listing')
  return (
    <Dialog
      open={ids !== null}
      onOpenChange={(open) => open || onClose()}
      size="sm"
      title={`Change ${noun}`}
      description="What you leave empty stays as it is."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={change.isPending}
            disabled={Object.keys(terms).length === 0}
            onClick={() => change.mutate()}
          >
            Change {noun}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Price each, in credits" error={errors.price}>
          <Input inputMode="decimal" value={price} onChange={(event) => setPrice(event.target.value)} />
        </Field>
        <Field label="Buyers of each" error={errors.max_buyers} hint="1 is exclusive">
          <Input
            type="number"
            min={1}
            max={1000}
            value={maxBuyers}
            onChange={(event) => setMaxBuyers(event.target.value)}
          />
        </Field>
        <Field label="Expires at the end of" error={errors.expires_at}>
          <Input type="date" value={expires} onChange={(event) => setExpires(event.target.value)} />
        </Field>
        <p role="alert" className="text-sm text-bad empty:hidden">
          {change.error && Object.keys(errors).length === 0 ? errorText(change.error) : null}
        </p>
      </div>
    </Dialog>
  )
}
