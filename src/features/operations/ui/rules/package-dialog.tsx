import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, Button, Dialog, errorText, Field, fieldErrors, Input, toast } from '../../../../ui/index.ts'
import type { OperatorPackage } from '../../rules/schema.ts'
import { formatMoney } from '../money-words.ts'

interface PackageDialogProps {
  line: OperatorPackage | 'new' | null
  currency: string
  onClose: () => void
}

/** Adds a package, makes the next version of one, or retires it. */
export function PackageDialog({ line, currency, onClose }: PackageDialogProps) {
  const client = useQueryClient()
  const old = line === 'new' || line === null ? null : (line.versions[0] ?? null)
  const [name, setName] = useState(old?.name ?? '')
  const [credits, setCredits] = useState(old ? String(old.credits) : '')
  const [price, setPrice] = useState(old ? String(old.price_cents / 100) : '')
  const [reason, setReason] = useState('')
  const cents = Math.round(Number(price) * 100)
  const isGood = name.trim() !== '' && Number(credits) > 0 && cents > 0
  const save = useMutation({
    mutationFn: (retires: boolean) =>
      retires
        ? api('POST', `/api/operator/packages/${old?.id}/retirement`, { body: { reason } })
        : api('POST', old ? `/api/operator/packages/${old.id}/versions` : '/api/operator/packages', {
            body: { name, credits: Number(credits), price_cents: cents, reason },
          }),
    onSuccess: async (_, retires) => {
      toast({ title: retires ? `${old?.name} is retired` : `${name} is on offer`, tone: 'good' })
      await client.invalidateQueries({ queryKey: ['operator-packages'] })
      onClose()
    },
  })
  const errors = fieldErrors(save.error)
  return (
    <Dialog
      open={line !== null}
      onOpenChange={(open) => open || onClose()}
      title={old ? `Change ${old.name}` : 'Add a package'}
      description={
        old
          ? 'Makes its next version. Whoever is paying for the one before still gets it.'
          : 'Buyers see it at once, last in the order.'
      }
      footer={
        <>
          {old ? (
            <Button
              variant="danger"
              disabled={!reason.trim()}
              busy={save.isPending && save.variables}
              onClick={() => save.mutate(true)}
            >
              Retire
            </Button>
          ) : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!isGood || !reason.trim()}
            busy={save.isPending && !save.variables}
            onClick={() => save.mutate(false)}
          >
            {isGood ? `Offer ${credits} credits for ${formatMoney(cents, currency)}` : 'Offer'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Name" error={errors.name} required>
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Credits" error={errors.credits} required>
            <Input inputMode="decimal" value={credits} onChange={(event) => setCredits(event.target.value)} />
          </Field>
          <Field label={`Price (${currency.toUpperCase()})`} error={errors.price_cents} required>
            <Input inputMode="decimal" value={price} onChange={(event) => setPrice(event.target.value)} />
          </Field>
        </div>
        <Field label="Why" error={errors.reason} hint="Kept with the version and in the audit log." required>
          <Input value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <p role="alert" className="text-sm text-bad empty:hidden">
          {save.error && Object.keys(errors).length === 0 ? errorText(save.error) : null}
        </p>
      </div>
    </Dialog>
  )
}
