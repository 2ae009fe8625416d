import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import {
  Badge,
  Button,
  errorText,
  fieldErrors,
  Page,
  PageHeader,
  toast,
  useShortcut,
} from '../../../../ui/index.ts'
import type { Draft } from '../editor/draft.ts'
import { FilterTab } from '../editor/filter-tab.tsx'
import { LeaveGuard } from '../editor/leave-guard.tsx'
import { useDraft } from '../editor/use-draft.ts'
import { useCreate } from '../editor/use-save.ts'
import { targetWords } from '../segment.ts'

interface NewSegmentProps {
  keptAs: string
  begin: Draft
  problem: string | null
}

/** A segment that is not saved yet. */
export function NewSegment({ keptAs, begin, problem }: NewSegmentProps) {
  const navigate = useNavigate()
  const state = useDraft({ keptAs: `new ${keptAs}`, saved: begin, version: null })
  const { draft, isDirty, forget } = state
  // Read in the same moment as the page goes on: state would come too late.
  const done = useRef(false)
  const create = useCreate(({ id }) => {
    done.current = true
    forget()
    void navigate({
      to: '/segments/$segmentId',
      params: { segmentId: id },
      search: { tab: 'people' },
      replace: true,
    })
  })
  const isNamed = draft.name.trim() !== ''
  const wrong = create.isError ? fieldErrors(create.error) : {}

  function save() {
    if (create.isPending) return
    if (!isNamed) {
      document.querySelector<HTMLInputElement>('input[name=name]')?.focus()
      toast({ title: 'Give the segment a name first', tone: 'bad' })
      return
    }
    create.mutate(draft, {
      onError: (error) => toast.error('The segment could not be saved', errorText(error)),
    })
  }
  useShortcut('mod+s', save, { label: 'Save' })

  return (
    <Page>
      <PageHeader
        title="New segment"
        note={<Badge>{targetWords[draft.target]}</Badge>}
        actions={
          <Button variant="primary" busy={create.isPending} onClick={save}>
            Save segment
          </Button>
        }
      />
      {problem ? (
        <p role="alert" className="mx-5 mb-4 rounded-md bg-warn-soft px-3 py-2 text-warn max-sm:mx-4">
          {problem}
        </p>
      ) : null}
      <FilterTab state={state} wrong={wrong} />
      <LeaveGuard isDirty={isDirty} isDone={() => done.current} name={draft.name} onDiscard={forget} />
    </Page>
  )
}
