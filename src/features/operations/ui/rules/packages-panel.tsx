import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import {
  api,
  Button,
  Credits,
  EmptyState,
  ErrorState,
  errorText,
  IconButton,
  Panel,
  SkeletonLines,
  toast,
} from '../../../../ui/index.ts'
import type { OperatorPackage, OperatorPackages } from '../../rules/schema.ts'
import { formatMoney } from '../money-words.ts'
import { PackageDialog } from './package-dialog.tsx'
import { PackageVersions } from './package-versions.tsx'

const KEY = ['operator-packages']

/** What is on offer, in the order buyers see it, and what was. */
export function PackagesPanel() {
  const client = useQueryClient()
  const [editing, setEditing] = useState<OperatorPackage | 'new' | null>(null)
  const packages = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api<OperatorPackages>('GET', '/api/operator/packages', { signal }),
  })
  const order = useMutation({
    mutationFn: (package_ids: string[]) =>
      api<OperatorPackages>('PUT', '/api/operator/packages/order', { body: { package_ids } }),
    onSuccess: (data) => client.setQueryData(KEY, data),
    onError: (error) => toast.error('The order was not changed', errorText(error)),
  })
  if (packages.isPending) return <SkeletonLines lines={8} />
  if (packages.isError) {
    return (
      <ErrorState title="The packages could not be read" error={packages.error} retry={packages.refetch} />
    )
  }
  const { data, currency } = packages.data
  const offered = data.filter((line) => line.offered)
  const ids = offered.map(({ versions }) => versions[0]?.id ?? '')
  const move = (place: number, by: number) => {
    const next = [...ids]
    next.splice(place + by, 0, ...next.splice(place, 1))
    order.mutate(next)
  }
  return (
    <div className="pt-4">
      <Panel
        title="On offer"
        actions={
          <Button variant="primary" onClick={() => setEditing('new')}>
            Add a package
          </Button>
        }
      >
        {offered.length === 0 ? (
          <EmptyState title="Nothing is on offer">
            Nobody can buy credits until there is a package.
          </EmptyState>
        ) : (
          <ul className="flex flex-col">
            {offered.map((line, place) => (
              <li
                key={line.line}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-0"
              >
                <PackageLine line={line} />
                <span className="flex items-center gap-1">
                  <IconButton
                    label="Up"
                    disabled={place === 0 || order.isPending}
                    onClick={() => move(place, -1)}
                  >
                    <ArrowUp />
                  </IconButton>
                  <IconButton
                    label="Down"
                    disabled={place === offered.length - 1 || order.isPending}
                    onClick={() => move(place, 1)}
                  >
                    <ArrowDown />
                  </IconButton>
                  <Button size="sm" onClick={() => setEditing(line)}>
                    Change
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <PackageVersions lines={data} />
      <PackageDialog
        key={editing === 'new' ? 'new' : editing?.versions[0]?.id}
        line={editing}
        currency={currency}
        onClose={() => setEditing(null)}
      />
    </div>
  )
}

function PackageLine({ line }: { line: OperatorPackage }) {
  const [now] = line.versions
  if (!now) return null
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4">
      <span className="w-40 truncate font-medium">{now.name}</span>
      <Credits value={now.credits} unit />
      <span className="tabular">{formatMoney(now.price_cents, now.currency)}</span>
      <span className="text-sm text-muted tabular">
        {formatMoney(now.price_per_credit_cents, now.currency)} a credit, version {now.version}
      </span>
    </span>
  )
}
