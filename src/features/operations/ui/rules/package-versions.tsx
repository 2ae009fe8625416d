import { Badge, Credits, formatDateTime, Panel } from '../../../../ui/index.ts'
import type { OperatorPackage } from '../../rules/schema.ts'
import { formatMoney } from '../money-words.ts'

/** Every version of every package, with who made it and why. */
export function PackageVersions({ lines }: { lines: readonly OperatorPackage[] }) {
  const versions = lines
    .flatMap((line) => line.versions)
    .sort((one, other) => other.created_at.localeCompare(one.created_at))
  return (
    <Panel title="Versions">
      <ul className="flex flex-col">
        {versions.map((version) => (
          <li key={version.id} className="flex flex-col gap-0.5 border-b border-line py-2 last:border-0">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">
                {version.name}, version {version.version}
              </span>
              {version.retired_at ? <Badge>Retired</Badge> : <Badge tone="good">On offer</Badge>}
              <Credits value={version.credits} unit />
              <span className="tabular">for {formatMoney(version.price_cents, version.currency)}</span>
            </p>
            <p>{version.reason}</p>
            <p className="text-sm text-muted">
              From {formatDateTime(version.created_at)}
              {version.created_by ? `, by ${version.created_by}` : ''}
              {version.retired_at ? `, until ${formatDateTime(version.retired_at)}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
