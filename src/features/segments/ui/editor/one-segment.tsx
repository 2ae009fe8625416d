import { useMemo } from 'react'
import { Badge, Button, Page, PageHeader, TabPanel, Tabs, useSearchParams } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'
import { SegmentMenu } from '../actions/segment-menu.tsx'
import { StarButton } from '../actions/star-button.tsx'
import { HistoryTab } from '../history/history-tab.tsx'
import { OrderTab } from '../order/order-tab.tsx'
import { useOrderForm } from '../order/use-order-form.ts'
import { PeopleTab } from '../people/people-tab.tsx'
import { statusTones, statusWords, targetWords } from '../segment.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { draftOf } from './draft.ts'
import { FilterTab } from './filter-tab.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { useDraft } from './use-draft.ts'
import { useSaving } from './use-saving.ts'

const tabs = [
  { value: 'rules', label: 'Rules' },
  { value: 'people', label: 'People' },
  { value: 'order', label: 'Standing order' },
  { value: 'history', label: 'History' },
]

/** One saved segment, with what of it is being changed. */
export function OneSegment({ segment }: { segment: Segment }) {
  const [params, update] = useSearchParams()
  const saved = useMemo(() => draftOf(segment), [segment])
  const state = useDraft({ keptAs: segment.id, saved, version: segment.updated_at })
  const { draft, isDirty, restart, forget } = state
  const saving = useSaving(segment, state, () => update({ tab: undefined }))
  const order = useOrderForm(segment)
  // What one's own leads match costs nothing, so there is nothing to order.
  const shown = segment.target === 'leads' ? tabs.filter(({ value }) => value !== 'order') : tabs
  const tab = shown.find(({ value }) => value === params.tab)?.value ?? 'rules'

  return (
    <Page>
      <PageHeader
        title={segment.name}
        note={<About segment={segment} />}
        actions={
          <>
            <StarButton segment={segment} />
            <SegmentMenu
              segment={segment}
              onSaveCopy={isDirty ? saving.saveCopy : undefined}
              onGone={() => saving.leaveTo('/segments')}
            />
            {tab === 'rules' && !isDirty ? (
              <Button variant="primary" onClick={() => update({ tab: 'people' })}>
                {segment.target === 'leads' ? 'See the leads' : 'See and pull people'}
              </Button>
            ) : (
              <Button
                variant={tab === 'rules' ? 'primary' : 'secondary'}
                busy={saving.isSaving}
                disabled={!isDirty}
                onClick={saving.saveNow}
              >
                {isDirty ? 'Save changes' : 'Saved'}
              </Button>
            )}
          </>
        }
      />
      <Tabs
        label="About this segment"
        tabs={shown}
        value={tab}
        onValueChange={(next) => update({ tab: next === 'rules' ? undefined : next })}
      >
        <TabPanel value="rules">
          <FilterTab state={state} wrong={saving.wrong} />
        </TabPanel>
        <TabPanel value="people">
          <PeopleTab segment={segment} isDirty={isDirty} />
        </TabPanel>
        <TabPanel value="order">
          <OrderTab segment={segment} state={order} isDirty={isDirty} />
        </TabPanel>
        <TabPanel value="history">
          <HistoryTab segment={segment} />
        </TabPanel>
      </Tabs>
      <LeaveGuard
        isDirty={isDirty || order.isDirty}
        isDone={saving.isDone}
        name={draft.name}
        onDiscard={forget}
      />
      <ConflictDialog
        open={saving.isAsking}
        name={segment.name}
        changedAt={saving.changedAt}
        isBusy={saving.isBusy}
        onClose={saving.stopAsking}
        onTakeTheirs={() => {
          saving.stopAsking()
          restart()
        }}
        onSaveOver={saving.saveOver}
        onSaveCopy={saving.saveCopy}
      />
    </Page>
  )
}

function About({ segment }: { segment: Segment }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Badge>{targetWords[segment.target]}</Badge>
      {segment.status === 'active' ? null : (
        <Badge tone={statusTones[segment.status]}>{statusWords[segment.status]}</Badge>
      )}
      {segment.owner ? <span>by {segment.owner.name}</span> : null}
    </span>
  )
}
