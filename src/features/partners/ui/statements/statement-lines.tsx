import { Badge, Credits, formatDate, formatDateTime, type Tone } from '../../../../ui/index.ts'
import type { StatementLine, StatementRule } from '../../statements/schema.ts'
import { formatMoney } from '../payouts/money.ts'
import { payoutTones, stateTones, wordOf } from '../payouts/words.ts'
import { kindWords, rateWords } from './line-words.ts'

const tones: Record<string, Tone> = { ...payoutTones, ...stateTones }

/** Each movement with what it was computed from. */
export function StatementLines({ lines, rules }: { lines: StatementLine[]; rules: StatementRule[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard
    <section aria-label="Lines" tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-left sm:min-w-220">
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            <th className="py-1.5 font-medium">When</th>
            <th className="py-1.5 font-medium max-sm:hidden">What</th>
            <th className="py-1.5 text-right font-medium max-sm:hidden">Price</th>
            <th className="py-1.5 pl-6 font-medium max-sm:hidden">Rate</th>
            <th className="py-1.5 font-medium max-sm:hidden">Released</th>
            <th className="py-1.5 font-medium">State now</th>
            <th className="py-1.5 text-right font-medium">Credits</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.kind} ${line.id}`} className="h-9 border-b border-line last:border-0">
              <td className="tabular max-sm:py-1.5">
                {formatDateTime(line.at)}
                <Phone line={line} rules={rules} />
              </td>
              <td className="max-sm:hidden">{kindWords[line.kind]}</td>
              <td className="text-right max-sm:hidden">
                {line.price === null ? null : <Credits value={line.price} />}
              </td>
              <td className="pl-6 max-sm:hidden">
                <Rate line={line} rules={rules} />
              </td>
              <td className="tabular max-sm:hidden">
                {line.released_at ? formatDate(line.released_at) : null}
              </td>
              <td>
                <Badge tone={tones[line.state] ?? 'neutral'}>{wordOf(line.state)}</Badge>
              </td>
              <td className="text-right">
                <Credits value={line.amount} signed />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** On a phone what the other columns say goes under the date. */
function Phone({ line, rules }: { line: StatementLine; rules: StatementRule[] }) {
  return (
    <span className="block text-sm text-muted sm:hidden">
      {kindWords[line.kind]}
      {line.price === null ? ', ' : null}
      {line.price === null ? null : (
        <>
          {' of '}
          <Credits value={line.price} />
          {' at '}
        </>
      )}
      <Rate line={line} rules={rules} />
      {line.released_at ? `, released ${formatDate(line.released_at)}` : null}
    </span>
  )
}

function Rate({ line, rules }: { line: StatementLine; rules: StatementRule[] }) {
  if (line.amount_cents !== null && line.currency) {
    return <span className="text-muted">{formatMoney(line.amount_cents, line.currency)}</span>
  }
  const words = rateWords(line, rules)
  return (
    <>
      <span className="tabular">{line.rate_percent}%</span>
      {words ? <span className="ml-2 text-sm text-muted">{words}</span> : null}
    </>
  )
}
