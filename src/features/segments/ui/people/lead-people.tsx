import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import {
  api,
  DataTable,
  EmptyState,
  type Pages,
  plural,
  useLive,
  useSearchParams,
} from '../../../../ui/index.ts'
import type { LeadRow } from '../../../leads/schema.ts'
import { LeadDrawer, leadColumns, leadIdOf, leadNameOf } from '../../../leads/ui/index.ts'
import type { Segment } from '../../schema.ts'

const changes = ['lead.created', 'lead.updated', 'lead.deleted']

/** Own leads that match; each opens in its drawer. */
export function LeadPeople({ segment }: { segment: Segment }) {
  const client = useQueryClient()
  const [params, update] = useSearchParams()
  const { pages, count } = useLeads(segment)
  useLive(changes, () => void client.invalidateQueries({ queryKey: ['segment-people', segment.id] }))
  return (
    <>
      <p className="px-5 tabular max-sm:px-4">
        {count === undefined ? (
          'Looking'
        ) : (
          <>
            <span className="font-semibold">{plural(count, 'lead')}</span> match
            {count > pages.rows.length ? `; the newest ${pages.rows.length} are shown` : ''}.
          </>
        )}
      </p>
      <div className="flex h-[calc(100dvh-14rem)] min-h-96 flex-col">
        <DataTable
          id="segment-leads"
          label="Leads of the segment"
          noun={['lead', 'leads']}
          columns={leadColumns}
          pages={pages}
          rowId={leadIdOf}
          rowLabel={leadNameOf}
          openId={params.lead}
          hrefOf={({ id }) => `/leads/${id}`}
          onOpen={({ id }) => update({ lead: id }, { replace: params.lead !== undefined })}
          onBack={() => update({ lead: undefined })}
          errorTitle="The leads could not be read"
          empty={
            <EmptyState title="No leads match">
              None of your leads is left by the rules. Take one away, or widen it.
            </EmptyState>
          }
        />
      </div>
      <LeadDrawer leadId={params.lead} onClose={() => update({ lead: undefined })} />
    </>
  )
}

/** What running the segment finds, in the shape of a list. */
function useLeads({ id, updated_at }: Segment) {
  const query = useInfiniteQuery({
    queryKey: ['segment-people', id, updated_at],
    queryFn: async ({ signal }) => {
      const body = { action: 'preview', limit: 100 }
      const found = await api<{ count: number; sample: LeadRow[] }>('POST', `/api/segments/${id}/run`, {
        body,
        signal,
      })
      return { data: found.sample, next_cursor: null, count: found.count }
    },
    initialPageParam: null,
    getNextPageParam: () => null,
    placeholderData: keepPreviousData,
  })
  const page = query.data?.pages[0]
  const rows = page?.data
  const pages: Pages<LeadRow> = useMemo(() => ({ rows: rows ?? [], total: undefined, query }), [rows, query])
  return { pages, count: page?.count }
}
