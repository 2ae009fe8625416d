import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import {
  api,
  Button,
  DayChart,
  EmptyState,
  ErrorState,
  Panel,
  plural,
  Select,
  SkeletonLines,
  useSearchParams,
} from '../../../../ui/index.ts'
import type { DayCount, Segment } from '../../schema.ts'
import { CountsTable } from './counts-table.tsx'
import { everyDay } from './every-day.ts'

const ranges = [
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: '365', label: 'Last 12 months' },
]

/** The count of each day, as bars or as the same numbers in a table. */
export function CountsPanel({ segment }: { segment: Segment }) {
  const [params, update] = useSearchParams()
  const days = ranges.some(({ value }) => value === params.days) ? (params.days ?? '30') : '30'
  const history = useQuery({
    queryKey: ['segments', 'history', segment.id, days, segment.last_counted_at],
    queryFn: ({ signal }) =>
      api<{ data: DayCount[] }>('GET', `/api/segments/${segment.id}/history`, { query: { days }, signal }),
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(
    () => everyDay(history.data?.data ?? [], new Date().toISOString().slice(0, 10)),
    [history.data],
  )
  const isTable = params.as === 'table'
  const words = (count: number) =>
    segment.target === 'leads' ? plural(count, 'lead') : plural(count, 'person', 'people')
  return (
    <Panel
      title="By day"
      actions={
        <span className="flex items-center gap-2">
          <span className="w-36 max-sm:w-32">
            <Select
              aria-label="How far back"
              options={ranges}
              value={days}
              onValueChange={(next) => update({ days: next === '30' ? undefined : next }, { replace: true })}
            />
          </span>
          <Button
            size="sm"
            aria-pressed={isTable}
            onClick={() => update({ as: isTable ? undefined : 'table' }, { replace: true })}
          >
            {isTable ? 'Show as bars' : 'Show as table'}
          </Button>
        </span>
      }
    >
      {history.isPending ? <SkeletonLines lines={5} /> : null}
      {history.isError ? (
        <ErrorState title="The history could not be read" error={history.error} retry={history.refetch} />
      ) : null}
      {history.data && rows.length === 0 ? (
        <EmptyState title="Not counted yet">
          Each day on which the segment is looked at is kept here; an active one is counted every day.
        </EmptyState>
      ) : null}
      {rows.length > 0 && isTable ? <CountsTable rows={rows} target={segment.target} /> : null}
      {rows.length > 0 && !isTable ? (
        <DayChart
          label="How many match"
          words={words}
          days={rows.map(({ day, count, isNewLoad }) => ({
            day,
            value: count?.count ?? null,
            ...(isNewLoad ? { note: 'the audience was loaded anew' } : {}),
          }))}
        />
      ) : null}
    </Panel>
  )
}
