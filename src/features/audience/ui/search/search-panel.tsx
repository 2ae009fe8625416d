import { Link } from '@tanstack/react-router'
import { Bookmark, History, SlidersHorizontal, UserPlus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import {
  Button,
  cn,
  DataTable,
  ListPage,
  PageHeader,
  queryClient,
  toast,
  useCommand,
  useLive,
  useMedia,
  useShortcut,
} from '../../../../ui/index.ts'
import type { FilterField } from '../../schema.ts'
import type { Audience } from '../../search/schema.ts'
import { filterParts, isPartSet } from '../filter-editor/fields.ts'
import { Facets, type FacetsProps } from './facets-column.tsx'
import { FilterChips } from './filter-chips.tsx'
import { FiltersSheet } from './filters-sheet.tsx'
import { Nobody } from './nobody.tsx'
import { PreviewFigures } from './preview-figures.tsx'
import { personName, sampleColumns } from './sample-columns.tsx'
import { SearchNotes } from './search-notes.tsx'
import { type SampleRow, usePreview } from './use-preview.ts'
import { useUrlFilter } from './use-url-filter.ts'

// Opened later than the page.
const PullDialog = lazy(() =>
  import('../pull/pull-dialog.tsx').then(({ PullDialog }) => ({ default: PullDialog })),
)
const SaveSegmentDialog = lazy(() =>
  import('./save-segment-dialog.tsx').then(({ SaveSegmentDialog }) => ({ default: SaveSegmentDialog })),
)

type Sheet = 'filters' | 'pull' | 'save' | null
const rowIdOf = (row: SampleRow) => row.id

interface SearchPanelProps {
  cannotFields: Audience['cannot_fields']
  note: ReactNode
}

export function SearchPanel({ cannotFields, note }: SearchPanelProps) {
  const url = useUrlFilter()
  const { filter, setFilter } = url
  const isNarrow = useMedia('(max-width: 1023px)')
  const [sheet, setSheet] = useState<Sheet>(null)
  const reasons = useMemo(
    () => new Map(cannotFields.map(({ field, reason }) => [field, reason])),
    [cannotFields],
  )
  const cannot = (Object.keys(filter) as FilterField[]).flatMap((field) => {
    const reason = reasons.get(field)
    return reason ? [{ field, reason }] : []
  })
  const { pages, counts, preview, isOld, error } = usePreview(filter, cannot.length === 0)
  // Who was pulled is new no more.
  useLive(['pull.finished', 'pull.cancelled'], () => {
    void queryClient.invalidateQueries({ queryKey: ['audience', 'preview'] })
  })
  const isPullable =
    preview !== undefined && !isOld && cannot.length === 0 && (preview.net_new ?? preview.count) > 0

  const isCounting = isOld || (preview === undefined && error === null)

  // Pressed before the count is there, it opens with the count.
  function pull() {
    if (isPullable || isCounting) setSheet('pull')
    else
      toast({
        id: 'nobody-to-pull',
        title: 'Nobody to pull',
        description: 'The search finds nobody new to you.',
      })
  }
  if (sheet === 'pull' && !isPullable && !isCounting) setSheet(null)
  useShortcut('p', pull, { label: 'Pull people' })
  useShortcut('s', () => setSheet('save'), { label: 'Save as a segment' })
  useCommand({ id: 'audience.pull', label: 'Pull people', icon: <UserPlus />, shortcut: 'p', run: pull })
  useCommand({
    id: 'audience.save',
    label: 'Save the search as a segment',
    icon: <Bookmark />,
    shortcut: 's',
    run: () => setSheet('save'),
  })

  const facets: FacetsProps = { filter, onChange: setFilter, counts, cannot: reasons }
  const setCount = filterParts.filter(({ part }) => isPartSet(filter, part)).length
  return (
    <ListPage>
      <PageHeader
        title="Audience"
        note={note ?? 'People to search'}
        actions={
          <>
            <Button asChild variant="ghost" icon={<History className="size-4" />}>
              <Link to="/audience/pulls">Pulls</Link>
            </Button>
            <Button icon={<Bookmark className="size-4" />} onClick={() => setSheet('save')}>
              Save as segment
            </Button>
            <Button variant="primary" disabled={!isPullable} onClick={pull}>
              Pull people
            </Button>
          </>
        }
      />
      <div className="flex min-h-0 flex-1 border-t border-line">
        {isNarrow ? null : (
          <aside
            aria-label="Narrow the search"
            className="w-76 shrink-0 overflow-y-auto border-r border-line outline-offset-[-2px]"
          >
            <h2 className="sr-only">Narrow the search</h2>
            <Facets {...facets} />
          </aside>
        )}
        <div className="flex min-w-0 flex-1 flex-col pt-3">
          {isNarrow ? (
            <div className="px-5 pb-3 max-sm:px-4">
              <Button icon={<SlidersHorizontal className="size-4" />} onClick={() => setSheet('filters')}>
                Filters{setCount > 0 ? ` (${setCount})` : ''}
              </Button>
            </div>
          ) : null}
          <FilterChips {...facets} />
          <SearchNotes {...url} cannot={cannot} onChange={setFilter} />
          <PreviewFigures preview={preview} isOld={isOld} />
          <div className={cn('flex min-h-60 flex-1 flex-col transition-opacity', isOld && 'opacity-50')}>
            <DataTable
              id="audience-sample"
              label="A sample of the people found"
              noun={['person in this sample', 'people in this sample']}
              columns={sampleColumns}
              pages={pages}
              rowId={rowIdOf}
              rowLabel={personName}
              errorTitle="The search could not be done"
              empty={<Nobody onClear={setCount > 0 ? () => setFilter({}) : undefined} />}
            />
          </div>
        </div>
      </div>
      <FiltersSheet
        open={sheet === 'filters' && isNarrow}
        onClose={() => setSheet(null)}
        count={isOld ? undefined : preview?.count}
        {...facets}
      />
      <Suspense fallback={null}>
        {sheet === 'pull' && preview && isPullable ? (
          <PullDialog filter={filter} preview={preview} onClose={() => setSheet(null)} />
        ) : null}
        {sheet === 'save' ? <SaveSegmentDialog filter={filter} onClose={() => setSheet(null)} /> : null}
      </Suspense>
    </ListPage>
  )
}
