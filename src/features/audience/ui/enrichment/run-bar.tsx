import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import {
  api,
  Button,
  Checkbox,
  errorText,
  formatCredits,
  newIdempotencyKey,
  Panel,
  plural,
} from '../../../../ui/index.ts'
import { useBuyCredits } from '../../../credits/ui/index.ts'
import type { MatchPreview, RunDetail } from '../../enrichment/schema.ts'

interface RunBarProps {
  preview: MatchPreview
  /** Whether the figures are still of choices before. */
  isStale: boolean
}

/** The one button that spends: it says how much, and never more is charged. */
export function RunBar({ preview, isStale }: RunBarProps) {
  const client = useQueryClient()
  const { canBuy, buyCredits } = useBuyCredits()
  const [confirmed, setConfirmed] = useState<number>()
  const key = useRef<{ wish: string; key: string }>(null)
  const run = useMutation({
    mutationFn: () => {
      const wish = {
        match_id: preview.id,
        min_confidence: preview.min_confidence,
        overwrite: preview.overwrite,
        max_credits: preview.credit_cost,
        ...(mustConfirm ? { confirmed_credits: preview.credit_cost } : {}),
      }
      const text = JSON.stringify(wish)
      // Sent again after a lost answer it is the same run.
      if (key.current?.wish !== text) key.current = { wish: text, key: newIdempotencyKey() }
      const headers = { 'idempotency-key': key.current.key }
      return api<RunDetail>('POST', '/api/enrichment/runs', { body: wish, headers })
    },
    onSuccess: (made) => {
      client.setQueryData(['enrichment', 'runs', made.id], made)
      void client.invalidateQueries({ queryKey: ['enrichment', 'list'] })
    },
    onError: () => {
      key.current = null
    },
  })
  const { credit_cost: cost, balance, confirm_above, would_fill } = preview
  const mustConfirm = confirm_above !== null && cost > confirm_above
  const short = (Math.round(cost * 100) - Math.round(balance * 100)) / 100
  const isReady = would_fill > 0 && !isStale && short <= 0 && (!mustConfirm || confirmed === cost)
  return (
    <Panel>
      <div className="flex flex-col gap-3">
        {run.error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {errorText(run.error)} Nothing was charged.
          </p>
        ) : null}
        {mustConfirm && short <= 0 ? (
          <Checkbox
            label={`I confirm the amount of ${formatCredits(cost)} credits`}
            checked={confirmed === cost}
            onCheckedChange={(on) => setConfirmed(on ? cost : undefined)}
          />
        ) : null}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-md text-sm text-muted">
            {preview.kind === 'leads'
              ? 'For 30 days the whole run can be undone: what nobody changed since goes back. The credits stay spent.'
              : 'The file with what was filled can be downloaded for 30 days. None of your leads change.'}{' '}
            Balance {formatCredits(balance)}
            {short > 0 ? `, ${formatCredits(short)} short.` : '.'}
          </p>
          {short > 0 && canBuy ? (
            <Button variant="primary" onClick={() => buyCredits({ shortfall: short })}>
              Buy credits
            </Button>
          ) : (
            <Button variant="primary" disabled={!isReady} busy={run.isPending} onClick={() => run.mutate()}>
              {would_fill === 0
                ? 'Nothing to fill'
                : `Fill ${plural(would_fill, preview.kind === 'file' ? 'row' : 'lead')} for ${formatCredits(cost)} credits`}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  )
}
