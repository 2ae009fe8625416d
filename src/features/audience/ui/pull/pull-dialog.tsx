import { type FormEvent, useState } from 'react'
import { Button, Checkbox, Dialog, Field, formatCredits, Input, plural } from '../../../../ui/index.ts'
import { useBalance, useBuyCredits } from '../../../credits/ui/index.ts'
import type { AudienceFilter } from '../../schema.ts'
import type { Preview } from '../../search/schema.ts'
import { MAX_PULL, MAX_PULL_AT_ONCE } from '../../values.ts'
import { describeFilter } from '../filter-editor/describe-filter.ts'
import { PullProblem } from './pull-problem.tsx'
import { minus, PullSums } from './pull-sums.tsx'
import { readWish } from './pull-wish.ts'
import { isRefusal, usePull } from './use-pull.ts'

interface PullDialogProps {
  filter: AudienceFilter
  preview: Preview
  /** The segment whose filter it is; left out for a search. */
  segmentId?: string
  onClose: () => void
}

const USUAL = 25

/** Says exactly what a pull will do, then does that. */
export function PullDialog({ filter, preview, segmentId, onClose }: PullDialogProps) {
  const { credit_cost_per_lead: price, confirm_above } = preview
  const available = preview.net_new ?? preview.count
  const [wish, setWish] = useState({
    people: String(Math.min(USUAL, available)),
    tags: '',
    limit: '',
  })
  const [confirmed, setConfirmed] = useState<number>()
  const { canBuy, buyCredits } = useBuyCredits()
  const balance = useBalance().data?.balance ?? preview.balance
  const pull = usePull(segmentId)
  const { people, cost, tags, wrong } = readWish(wish, { available, price })
  const isLost = pull.error !== null && !isRefusal(pull.error)
  const isFixed = pull.isPending || isLost
  const mustConfirm = confirm_above !== null && cost > confirm_above
  const isShort = minus(balance, cost) < 0
  const isReady = Object.keys(wrong).length === 0 && !isShort && (!mustConfirm || confirmed === cost)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (pull.isPending) return
    if (isLost && pull.variables) return pull.mutate(pull.variables)
    if (!isReady) return
    pull.mutate({
      filters: filter,
      limit: people,
      max_credits: cost,
      ...(tags.length > 0 ? { tags } : {}),
      ...(mustConfirm ? { confirmed_credits: cost } : {}),
    })
  }
  const change = (key: keyof typeof wish) => (event: { target: { value: string } }) =>
    setWish({ ...wish, [key]: event.target.value })

  return (
    <Dialog
      open
      onOpenChange={() => pull.isPending || onClose()}
      title="Pull people"
      description={describeFilter(filter)}
      footer={
        <>
          <PullSums
            {...{ people, cost, balance }}
            onBuyCredits={
              canBuy
                ? (shortfall) => {
                    onClose()
                    buyCredits({ shortfall })
                  }
                : null
            }
          />
          {mustConfirm && !isShort ? (
            <Checkbox
              className="w-full"
              checked={confirmed === cost}
              disabled={isFixed}
              onCheckedChange={(on) => setConfirmed(on ? cost : undefined)}
              label={`I confirm the amount of ${formatCredits(cost)} credits`}
              hint={`Your workspace asks for this above ${formatCredits(confirm_above)} credits.`}
            />
          ) : null}
          <Button onClick={onClose} disabled={pull.isPending}>
            {segmentId ? 'Back to the segment' : 'Back to the search'}
          </Button>
          <Button
            variant="primary"
            type="submit"
            form="pull"
            busy={pull.isPending}
            disabled={!isLost && !pull.isPending && !isReady}
          >
            Pull {plural(people, 'person', 'people')} for {formatCredits(cost)} credits
          </Button>
        </>
      }
    >
      <form id="pull" onSubmit={submit} className="flex flex-col gap-3">
        <PullProblem error={pull.error} />
        <div className="grid grid-cols-2 gap-3">
          <Field
            label="How many people"
            error={wrong.people}
            hint={`Up to ${Math.min(available, MAX_PULL).toLocaleString('en')}; above ${MAX_PULL_AT_ONCE} in the background.`}
          >
            <Input inputMode="numeric" value={wish.people} disabled={isFixed} onChange={change('people')} />
          </Field>
          <Field label="Spend at most, in credits" error={wrong.limit} hint="The pull stops there.">
            <Input
              inputMode="decimal"
              placeholder="No limit of its own"
              value={wish.limit}
              disabled={isFixed}
              onChange={change('limit')}
            />
          </Field>
        </div>
        <Field label="Tags for these leads" error={wrong.tags} hint="Parted by commas.">
          <Input
            placeholder="spring, west coast"
            value={wish.tags}
            disabled={isFixed}
            onChange={change('tags')}
          />
        </Field>
        <p className="text-sm text-muted">
          You pay only for people who are new to you when they arrive, and never twice for one. Names and
          contacts appear in Leads at once.
        </p>
      </form>
    </Dialog>
  )
}
