import { Field, Input } from '../../../../ui/index.ts'
import type { GuardSettings } from '../../schema.ts'
import { parseAmount } from '../money.ts'

/** The limits as they are typed; empty is none. */
export interface LimitTexts {
  monthly_cap: string
  confirm_above: string
}

export function textsOf({ monthly_cap, confirm_above }: GuardSettings): LimitTexts {
  const text = (limit: number | null) => (limit === null ? '' : String(limit))
  return { monthly_cap: text(monthly_cap), confirm_above: text(confirm_above) }
}

/** What was typed as limits; null when one of them is no amount. */
export function limitsOf({ monthly_cap, confirm_above }: LimitTexts): GuardSettings | null {
  if (isWrong(monthly_cap) || isWrong(confirm_above)) return null
  return { monthly_cap: parseAmount(monthly_cap), confirm_above: parseAmount(confirm_above) }
}

const isWrong = (text: string) => text.trim() !== '' && parseAmount(text) === null

interface LimitFieldsProps {
  texts: LimitTexts
  onChange: (texts: LimitTexts) => void
  isTried: boolean
}

export function GuardsLimitFields({ texts, onChange, isTried }: LimitFieldsProps) {
  const wrong = (text: string) => (isTried && isWrong(text) ? 'A number of credits, such as 500' : undefined)
  return (
    <>
      <Field
        label="Monthly cap, in credits"
        hint="Orders that would pass it are refused. Empty: no cap."
        error={wrong(texts.monthly_cap)}
      >
        <Input
          inputMode="decimal"
          placeholder="No cap"
          value={texts.monthly_cap}
          onChange={(event) => onChange({ ...texts, monthly_cap: event.target.value })}
        />
      </Field>
      <Field
        label="Confirm orders above, in credits"
        hint="Whoever orders more must confirm the amount. Empty: never."
        error={wrong(texts.confirm_above)}
      >
        <Input
          inputMode="decimal"
          placeholder="Never"
          value={texts.confirm_above}
          onChange={(event) => onChange({ ...texts, confirm_above: event.target.value })}
        />
      </Field>
    </>
  )
}
