import type { Payout } from '../../payouts/schema.ts'

type Method = Payout['method']

const WHAT: Record<Method, [string, string]> = {
  stripe: ['Stripe', 'Transferred to your Stripe account as soon as you ask.'],
  manual: ['By hand', 'The operator pays to the place you name.'],
}

interface MethodChoiceProps {
  value: Method
  onChange: (method: Method) => void
  hasStripe: boolean
}

export function MethodChoice({ value, onChange, hasStripe }: MethodChoiceProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">Method</legend>
      {(['stripe', 'manual'] as const).map((method) => (
        <label key={method} className="flex items-start gap-2">
          <input
            type="radio"
            name="method"
            className="mt-1 accent-ink"
            checked={value === method}
            disabled={method === 'stripe' && !hasStripe}
            onChange={() => onChange(method)}
          />
          <span>
            {WHAT[method][0]}
            <span className="block text-sm text-muted">
              {method === 'stripe' && !hasStripe
                ? 'This installation has no Stripe keys, so it cannot pay this way.'
                : WHAT[method][1]}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
