import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  api,
  Button,
  errorText,
  Field,
  fieldErrors,
  Input,
  Panel,
  SkeletonLines,
  toast,
} from '../../../../ui/index.ts'
import type { Credits } from '../../schema.ts'
import { creditsInWords, parseAmount } from '../money.ts'
import { balanceKey, useBalance } from './use-balance.ts'

/** From which balance on everybody here is told. */
export function LowBalancePanel() {
  const { data } = useBalance()
  return (
    <Panel title="Low balance">
      {data ? (
        <LevelForm key={data.low_balance} level={data.low_balance} />
      ) : (
        <SkeletonLines lines={5} label="Loading the low-balance level" />
      )}
    </Panel>
  )
}

function LevelForm({ level }: { level: number | null }) {
  const client = useQueryClient()
  const [text, setText] = useState(level === null ? '' : String(level))
  const [wrong, setWrong] = useState<string>()
  const save = useMutation({
    mutationFn: (low_balance: number | null) =>
      api<Credits>('PATCH', '/api/credits/low-balance', { body: { low_balance } }),
    onSuccess: (credits) => {
      client.setQueryData(balanceKey, credits)
      const { low_balance } = credits
      const title =
        low_balance === null
          ? 'Nobody is told of a low balance any more'
          : `You are told below ${creditsInWords(low_balance)}`
      toast({ title })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    const amount = parseAmount(text)
    setWrong(amount === null ? 'A number of credits, such as 50' : undefined)
    if (amount !== null) save.mutate(amount)
  }
  const refused = save.error ? (fieldErrors(save.error).low_balance ?? errorText(save.error)) : undefined
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <Field
        label="Tell us below, in credits"
        hint="A notice above every page, once each time the balance falls below it."
        error={wrong ?? refused}
      >
        <Input
          inputMode="decimal"
          placeholder="Off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={save.isPending}>
          Save the level
        </Button>
        {level === null ? null : (
          <Button variant="ghost" onClick={() => save.mutate(null)}>
            Turn off
          </Button>
        )}
      </div>
    </form>
  )
}
