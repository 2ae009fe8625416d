import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import {
  api,
  Button,
  ConfirmDialog,
  formatCredits,
  newIdempotencyKey,
  plural,
  toast,
  useSearchParams,
} from '../../../../ui/index.ts'
import type { RequestedPayout } from '../../payouts/schema.ts'
import type { Earnings } from '../../schema.ts'
import { formatMoney } from './money.ts'
import { payoutAccountQuery } from './queries.ts'
import { useHandlesMoney } from './use-handles-money.ts'

/** Asks for everything available; says how much it is, or what is missing. */
export function RequestButton({ earnings }: { earnings: Earnings }) {
  const handlesMoney = useHandlesMoney()
  const account = useQuery({ ...payoutAccountQuery, enabled: handlesMoney })
  const [, update] = useSearchParams()
  const [asking, setAsking] = useState(false)
  if (!handlesMoney || !account.data) return null
  const { payout, states } = earnings
  if (!account.data.ready) {
    return (
      <Button variant="primary" onClick={() => update({ tab: 'settings' })}>
        Set up how you are paid
      </Button>
    )
  }
  const money = formatMoney(payout.amount_cents, payout.currency)
  if (payout.amount_cents < payout.minimum_cents || payout.amount_cents === 0) {
    const minimum = formatMoney(payout.minimum_cents, payout.currency)
    return (
      <Button disabled>
        Payouts start at {minimum}, available is {money}
      </Button>
    )
  }
  const words = `${formatCredits(payout.credits)} credits for ${money}`
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        Request {words}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        words={words}
        sales={states.available.sales}
        byStripe={account.data.method === 'stripe'}
      />
    </>
  )
}

interface ConfirmProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  words: string
  sales: number
  byStripe: boolean
}

function Confirm({ open, onOpenChange, words, sales, byStripe }: ConfirmProps) {
  const client = useQueryClient()
  const [, update] = useSearchParams()
  const key = useRef(newIdempotencyKey())
  const request = useMutation({
    mutationFn: () =>
      api<RequestedPayout>('POST', '/api/partner/payouts', { headers: { 'idempotency-key': key.current } }),
    onSuccess: async ({ amount_cents, currency }) => {
      key.current = newIdempotencyKey()
      toast({ title: `Payout of ${formatMoney(amount_cents, currency)} requested`, tone: 'good' })
      update({ tab: 'payouts' })
      await Promise.all(
        ['earnings', 'payouts', 'statements'].map((name) => client.invalidateQueries({ queryKey: [name] })),
      )
    },
  })
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Request ${words}?`}
      confirmLabel={`Request ${words}`}
      onConfirm={() => request.mutateAsync()}
    >
      It takes up {plural(sales, 'available sale')}.{' '}
      {byStripe
        ? 'Stripe transfers it to your account at once; your bank shows it a few days later.'
        : 'The operator pays it by hand to the place you gave, and you see its reference here.'}
    </ConfirmDialog>
  )
}
