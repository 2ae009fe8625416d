export interface Factor {
  factor: string
  points: number
  max: number
  why: string
}

/** `email_verified` -> `Email verified`. */
function words(factor: string): string {
  const text = factor.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Where a score comes from: one bar a factor, and the bars sum to the score. */
export function FactorBars({ score, factors }: { score: number; factors: readonly Factor[] }) {
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">What makes up the score of {score}</caption>
      <tbody>
        {factors.map((factor) => (
          <tr key={factor.factor} className="align-top">
            <th scope="row" className="w-px py-1 pr-3 font-normal whitespace-nowrap">
              {words(factor.factor)}
            </th>
            <td className="py-1">
              <span className="mt-1.5 block h-2 overflow-hidden rounded-full bg-hover">
                <span
                  className="block h-full rounded-full bg-gold"
                  style={{
                    width: `${factor.max > 0 ? Math.max(0, Math.min(1, factor.points / factor.max)) * 100 : 0}%`,
                  }}
                />
              </span>
              <span className="mt-0.5 block text-sm text-muted">{factor.why}</span>
            </td>
            <td className="w-px py-1 pl-3 text-right whitespace-nowrap">
              <span className="font-medium">{factor.points}</span>
              <span className="text-faint"> / {factor.max}</span>
            </td>
          </tr>
        ))}
        <tr className="border-t border-line">
          <th scope="row" className="pt-1.5 font-semibold">
            Score
          </th>
          <td />
          <td className="pt-1.5 pl-3 text-right font-semibold whitespace-nowrap text-value">{score}</td>
        </tr>
      </tbody>
    </table>
  )
}
