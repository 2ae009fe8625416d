import type { ReactNode } from 'react'
import { Badge, Credits, formatCredits, Skeleton } from '../../../../ui/index.ts'
import type { Credits as CreditsNow } from '../../schema.ts'
import { PartFailed } from '../part-failed.tsx'
import { balanceState } from './balance-words.ts'
import { FrozenNote } from './frozen-note.tsx'
import { useBalance } from './use-balance.ts'

/** The balance with everything there is to know about it. */
export function BalanceFigures() {
  const balance = useBalance()
  if (balance.isError && !balance.data)
    return <PartFailed what="The balance" error={balance.error} retry={balance.refetch} />
  const { data } = balance
  return (
    <div className="flex flex-col gap-3" aria-busy={balance.isPending || undefined}>
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        <Figure name="Balance" note={data ? <State credits={data} /> : null}>
          {data ? <Credits value={data.balance} className="text-title font-semibold" /> : <Shape />}
        </Figure>
        <Figure name="Held by quotes" note="Comes back when a quote ends unused">
          {data ? <span className="text-title font-semibold">{formatCredits(data.held)}</span> : <Shape />}
        </Figure>
      </dl>
      {data?.frozen ? <FrozenNote credits={data} /> : null}
    </div>
  )
}

function Figure({ name, note, children }: { name: string; note: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="min-w-0 tabular">
        <div className="truncate">{children}</div>
        <div className="text-sm text-muted">{note}</div>
      </dd>
    </div>
  )
}

function Shape() {
  return <Skeleton className="my-1 h-5 w-28" />
}

function State({ credits }: { credits: CreditsNow }) {
  const state = balanceState(credits)
  if (!state) return 'credits to spend'
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Badge tone={state.tone}>{state.label}</Badge>
      {credits.frozen ? null : state.text}
    </span>
  )
}
