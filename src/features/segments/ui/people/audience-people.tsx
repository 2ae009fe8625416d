import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import {
  api,
  Button,
  Credits,
  DataTable,
  EmptyState,
  formatCount,
  type Pages,
  plural,
} from '../../../../ui/index.ts'
import {
  type AudiencePreview,
  PullDialog,
  personName,
  type SampleRow,
  sampleColumns,
} from '../../../audience/ui/index.ts'
import type { Segment } from '../../schema.ts'

const idOf = (person: SampleRow) => person.id

/** Some of the people who match, without names; pulling makes leads of them. */
export function AudiencePeople({ segment }: { segment: Segment }) {
  const { pages, preview } = usePeople(segment)
  const [isPulling, setPulling] = useState(false)
  const people = preview ? (preview.net_new ?? preview.count) : 0
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 px-5 max-sm:px-4">
        <p className="tabular">
          {preview ? (
            <>
              <span className="font-semibold">{plural(preview.count, 'person', 'people')}</span> match,{' '}
              {preview.net_new === null ? null : (
                <>
                  <span className="font-semibold">{formatCount(preview.net_new)}</span> of them new to you,{' '}
                </>
              )}
              <Credits value={preview.credit_cost_per_lead} unit /> each.
            </>
          ) : (
            'Looking'
          )}
        </p>
        <Button variant="primary" disabled={people === 0} onClick={() => setPulling(true)}>
          Pull people
        </Button>
      </div>
      <div className="flex h-[calc(100dvh-14rem)] min-h-96 flex-col">
        <DataTable
          id="segment-sample"
          label="Some of the people who match"
          noun={['person', 'people']}
          columns={sampleColumns}
          pages={pages}
          rowId={idOf}
          rowLabel={personName}
          errorTitle="The people could not be read"
          empty={
            <EmptyState title="Nobody matches">
              The rules leave nobody of the audience. Take one away, or widen it.
            </EmptyState>
          }
        />
      </div>
      {isPulling && preview ? (
        <PullDialog
          filter={segment.filters}
          segmentId={segment.id}
          preview={preview}
          onClose={() => setPulling(false)}
        />
      ) : null}
    </>
  )
}

/** What running the segment would find, in the shape of a list. */
function usePeople({ id, updated_at }: Segment) {
  const query = useInfiniteQuery({
    queryKey: ['segment-people', id, updated_at],
    queryFn: async ({ signal }) => {
      const body = { action: 'preview' }
      const preview = await api<AudiencePreview>('POST', `/api/segments/${id}/run`, { body, signal })
      return {
        data: preview.sample.map((person, index) => ({ ...person, id: String(index) })),
        next_cursor: null,
        preview,
      }
    },
    initialPageParam: null,
    getNextPageParam: () => null,
    placeholderData: keepPreviousData,
  })
  const page = query.data?.pages[0]
  const rows = page?.data
  const pages: Pages<SampleRow> = useMemo(
    () => ({ rows: rows ?? [], total: undefined, query }),
    [rows, query],
  )
  return { pages, preview: page?.preview }
}
