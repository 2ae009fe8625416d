import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ApiError, errorText, fieldErrors, toast, useShortcut } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'
import { MAX_NAME_LENGTH } from '../../values.ts'
import type { DraftState } from './use-draft.ts'
import { isConflict, useCreate, useSave } from './use-save.ts'

/** Saving a segment, over the old one or beside it, and what to do when somebody else was faster. */
export function useSaving(segment: Segment, state: DraftState, onWrong: () => void) {
  const { draft, base, isDirty, forget, rebase } = state
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  // Read in the same moment as the page goes on: state would come too late.
  const done = useRef(false)
  const save = useSave(segment.id, ({ updated_at }) => rebase(updated_at))
  const copy = useCreate(({ id }) => {
    done.current = true
    forget()
    void navigate({ to: '/segments/$segmentId', params: { segmentId: id } })
  })

  function failed(error: unknown) {
    if (isConflict(error)) return setAsking(true)
    if (Object.keys(fieldErrors(error)).length > 0) onWrong()
    toast.error('The segment could not be saved', errorText(error))
  }
  function saveNow() {
    if (isDirty && !save.isPending) save.mutate({ draft, base }, { onError: failed })
  }
  useShortcut('mod+s', saveNow, { label: 'Save' })

  return {
    saveNow,
    saveOver: () =>
      save.mutate({ draft, base: null }, { onSuccess: () => setAsking(false), onError: failed }),
    saveCopy: () => copy.mutate({ ...draft, name: copyName(draft.name, segment.name) }, { onError: failed }),
    /** The segment is no more, or what is here is not wanted: nothing to warn of. */
    leaveTo: (to: '/segments') => {
      done.current = true
      forget()
      void navigate({ to })
    },
    isDone: () => done.current,
    isSaving: save.isPending,
    isBusy: save.isPending || copy.isPending,
    wrong: fieldErrors(save.error ?? copy.error),
    isAsking,
    stopAsking: () => setAsking(false),
    changedAt: save.error instanceof ApiError ? String(save.error.members.updated_at ?? '') || null : null,
  }
}

/** A copy under the same name would not be found again. */
function copyName(name: string, saved: string): string {
  const given = name.trim()
  return given === saved ? `${given.slice(0, MAX_NAME_LENGTH - 7)} (copy)` : given
}
