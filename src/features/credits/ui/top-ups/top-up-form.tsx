import { type FormEvent, useState } from 'react'
import { Button, errorText, Field, fieldErrors, Input, Select } from '../../../../ui/index.ts'
import type { CreditPackage, TopUp } from '../../schema.ts'
import { useBalance } from '../balance/use-balance.ts'
import { creditsInWords, formatMoney } from '../money.ts'
import { typedOf, wishOf } from './top-up-wish.ts'
import { useTopUp } from './use-top-up.ts'

interface TopUpFormProps {
  topUp: TopUp
  packages: readonly CreditPackage[]
}

export function TopUpForm({ topUp, packages }: TopUpFormProps) {
  const credits = useBalance().data
  const [typed, setTyped] = useState(() => typedOf(topUp, packages))
  const [isChecked, setChecked] = useState(false)
  const save = useTopUp()
  const { change, wrong } = wishOf(typed, packages)
  const shown = isChecked ? wrong : {}
  const refused = fieldErrors(save.error)
  const bought = packages.find(({ id }) => id === typed.packageId)
  const price = bought ? formatMoney(bought.price_cents, bought.currency) : ''
  const buysNow = change?.below != null && credits && !credits.frozen && credits.balance < change.below
  function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (change && !save.isPending) save.mutate(change)
  }
  if (!bought) return <p className="text-muted">The operator offers no packages at the moment.</p>
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <Field label="Package" error={refused.package_id}>
        <Select
          options={packages.map((item) => ({
            value: item.id,
            label: `${item.name}: ${creditsInWords(item.credits)} for ${formatMoney(item.price_cents, item.currency)}`,
          }))}
          value={typed.packageId}
          onValueChange={(packageId) => setTyped({ ...typed, packageId })}
        />
      </Field>
      <Field label="Buy when the balance is below, in credits" error={shown.below ?? refused.below}>
        <Input
          inputMode="decimal"
          value={typed.below}
          onChange={(event) => setTyped({ ...typed, below: event.target.value })}
        />
      </Field>
      <Field
        label={`At most in a month, in ${bought.currency.toUpperCase()}`}
        error={shown.cap ?? refused.monthly_cap_cents}
      >
        <Input
          inputMode="decimal"
          value={typed.cap}
          onChange={(event) => setTyped({ ...typed, cap: event.target.value })}
        />
      </Field>
      {buysNow && !topUp.enabled ? (
        <p className="text-warn">The balance is below this now: {price} is charged at once.</p>
      ) : null}
      {save.error && Object.keys(refused).length === 0 ? (
        <p role="alert" className="text-bad">
          {errorText(save.error)}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={save.isPending}>
          {topUp.enabled ? `Save: ${price} each time` : `Turn on: ${price} each time`}
        </Button>
        {topUp.enabled ? (
          <Button
            variant="ghost"
            onClick={() => {
              const { package_id, below, monthly_cap_cents } = topUp
              save.mutate({ enabled: false, package_id, below, monthly_cap_cents })
            }}
          >
            Turn off
          </Button>
        ) : null}
      </div>
    </form>
  )
}
