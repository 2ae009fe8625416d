import { type Draft, readDraft } from './draft.ts'

/** Unsaved changes of one segment in this tab: they outlive a reload, not the tab. */
export interface KeptDraft {
  read: () => { draft: Draft; base: string | null } | null
  /** `base` is the `updated_at` of the segment that was changed. */
  keep: (draft: Draft, base: string | null) => void
  forget: () => void
}

export function keptDraft(workspaceId: string, name: string): KeptDraft {
  const key = `assay.segment.${workspaceId}.${name}`
  return {
    read: () => {
      const draft = readDraft(sessionStorage.getItem(key))
      return draft && { draft, base: sessionStorage.getItem(`${key}.base`) }
    },
    keep: (draft, base) => {
      try {
        sessionStorage.setItem(key, JSON.stringify(draft))
        sessionStorage.setItem(`${key}.base`, base ?? '')
      } catch {
        // Full or forbidden: the page still warns before anything is lost.
      }
    },
    forget: () => {
      sessionStorage.removeItem(key)
      sessionStorage.removeItem(`${key}.base`)
    },
  }
}
