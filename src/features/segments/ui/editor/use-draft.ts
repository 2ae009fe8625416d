import { useEffect, useMemo, useRef, useState } from 'react'
import { useMe } from '../../../accounts/ui/index.ts'
import { type Builder, useBuilder } from '../builder/use-builder.ts'
import { type Draft, isSameDraft } from './draft.ts'
import { keptDraft } from './kept-drafts.ts'

export interface DraftState {
  draft: Draft
  builder: Builder
  set: (patch: Partial<Omit<Draft, 'filters'>>) => void
  isDirty: boolean
  /** Unsaved changes of before a reload were taken up. */
  isRestored: boolean
  /** `updated_at` of what the changes were made to; saving over another is a conflict. */
  base: string | null
  /** Saved as that. */
  rebase: (base: string) => void
  /** Back to what is saved now. */
  restart: () => void
  /** Nothing is to be kept any longer. */
  forget: () => void
}

interface DraftSource {
  /** What the browser keeps it as. */
  keptAs: string
  /** As it was read last, or what a new one begins with. */
  saved: Draft
  /** Its `updated_at`; null for one that is to be made. */
  version: string | null
}

/** A segment being edited, kept by the browser until it is saved. */
export function useDraft({ keptAs, saved, version }: DraftSource): DraftState {
  const workspaceId = useMe().workspace?.id ?? ''
  const kept = useMemo(() => keptDraft(workspaceId, keptAs), [workspaceId, keptAs])
  const [found] = useState(() => kept.read())
  const first = found?.draft ?? saved
  const [isRestored, setIsRestored] = useState(found !== null && !isSameDraft(found.draft, saved))
  const [base, setBase] = useState(found ? found.base || null : version)
  const [details, setDetails] = useState<Omit<Draft, 'filters'>>(first)
  const builder = useBuilder(first.filters)
  const { name, description, folder, target } = details
  const draft = useMemo(
    () => ({ name, description, folder, target, filters: builder.filter }),
    [name, description, folder, target, builder.filter],
  )
  const isDirty = !isSameDraft(draft, saved)

  useEffect(() => {
    if (isDirty) kept.keep(draft, base)
    else kept.forget()
  }, [kept, draft, base, isDirty])

  function restart() {
    setDetails(saved)
    builder.reset(saved.filters)
    setIsRestored(false)
    setBase(version)
  }

  const before = useRef(saved)
  useEffect(() => {
    if (before.current === saved) return
    const isOther = !isSameDraft(before.current, saved)
    const wasClean = isSameDraft(draft, before.current)
    before.current = saved
    // Changed by somebody else while nothing was changed here: show theirs. One's own save brings what is here already.
    if (isOther && wasClean) restart()
    // What is changed here was made to the older one: saving it has to tell.
    else if (!isOther || isSameDraft(draft, saved)) setBase(version)
    if (isSameDraft(draft, saved)) setIsRestored(false)
  })

  return {
    draft,
    builder,
    set: (patch) => setDetails((now) => ({ ...now, ...patch })),
    isDirty,
    isRestored,
    base,
    rebase: setBase,
    restart,
    forget: kept.forget,
  }
}
