import { useMemo, useReducer } from 'react'
import { useShortcut } from '../../../../ui/index.ts'
import type { AudienceFilter } from '../../../audience/schema.ts'
import { type Change, type History, historyReducer, startHistory } from './history.ts'
import { filterOf, type Node, newRule, type RuleField } from './tree.ts'

export interface Builder {
  history: History
  /** What the tree says now. */
  filter: AudienceFilter
  change: (change: Change) => void
  /** Adds a rule and opens its editor. */
  addRule: (groupId: string, field: RuleField) => void
  add: (groupId: string, node: Node) => void
  /** Opens the editor of a rule; null closes it. */
  edit: (id: string | null) => void
  undo: () => void
  redo: () => void
  reset: (filter: AudienceFilter) => void
}

/** The filter that is being built, with undo and redo on their keys. */
export function useBuilder(given: AudienceFilter): Builder {
  const [history, dispatch] = useReducer(historyReducer, given, startHistory)
  const filter = useMemo(() => filterOf(history.present), [history.present])
  const verbs = useMemo(
    () => ({
      change: (change: Change) => dispatch(change),
      add: (groupId: string, node: Node) => dispatch({ type: 'insert', groupId, node }),
      addRule: (groupId: string, field: RuleField) => {
        const node = newRule(field)
        dispatch({ type: 'insert', groupId, node })
        dispatch({ type: 'edit', id: node.id })
      },
      edit: (id: string | null) => dispatch(id === null ? { type: 'leave' } : { type: 'edit', id }),
      undo: () => dispatch({ type: 'undo' }),
      redo: () => dispatch({ type: 'redo' }),
      reset: (filter: AudienceFilter) => dispatch({ type: 'reset', filter }),
    }),
    [],
  )
  // With nothing to take back here, the key belongs to the notice that offers an undo.
  useShortcut('mod+z', () => (history.past.length > 0 ? verbs.undo() : false), { label: 'Undo a change' })
  useShortcut(
    'mod+shift+z',
    (event) => (isInField(event) || history.future.length === 0 ? false : verbs.redo()),
    {
      label: 'Redo a change',
    },
  )
  return { history, filter, ...verbs }
}

/** In a field the key redoes typing. */
function isInField({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
