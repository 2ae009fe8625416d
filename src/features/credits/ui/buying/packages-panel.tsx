import { useQuery } from '@tanstack/react-query'
import { Button, Panel } from '../../../../ui/index.ts'
import { creditsInWords, formatMoney } from '../money.ts'
import { PartFailed } from '../part-failed.tsx'
import { useBuyCredits } from './buy-request.ts'
import { cardClasses, cardGrid, PackageFacts } from './package-card.tsx'
import { PackageShapes } from './package-choice.tsx'
import { packagesQuery } from './packages-query.ts'
import { SimulatedNote } from './simulated-note.tsx'

/** What credits cost here, and the way to them. */
export function PackagesPanel() {
  const packages = useQuery(packagesQuery)
  const { buyCredits, canBuy } = useBuyCredits()
  const { data } = packages
  return (
    <Panel title="Packages">
      <div className="flex flex-col gap-3">
        {data && !data.available ? <p className="text-warn">{data.unavailable_reason}</p> : null}
        {data?.available && data.simulated && data.data.length > 0 ? <SimulatedNote /> : null}
        {packages.isPending ? <PackageShapes isWithButtons /> : null}
        {packages.isError && !data ? (
          <PartFailed what="The packages" error={packages.error} retry={packages.refetch} />
        ) : null}
        {data?.data.length === 0 ? (
          <p className="text-muted">The operator offers no packages at the moment.</p>
        ) : null}
        {data && data.data.length > 0 ? (
          <ul className={cardGrid}>
            {data.data.map((item) => (
              <li key={item.id} className={cardClasses}>
                <PackageFacts item={item} />
                {canBuy && data.available ? (
                  <Button
                    size="sm"
                    className="mt-1.5 h-auto min-h-7 w-full py-1 whitespace-normal max-sm:min-h-9"
                    onClick={() => buyCredits({ credits: item.credits })}
                  >
                    Buy {creditsInWords(item.credits)} for {formatMoney(item.price_cents, item.currency)}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Panel>
  )
}
