import type { AudienceFilter, FlatFilter } from '../../../audience/schema.ts'
import * as change from './change.ts'
import {
  find,
  type Group,
  isEmptyRule,
  isFull,
  isGroup,
  type Join,
  type Node,
  sizeOf,
  treeOf,
} from './tree.ts'

/** The tree with what it was before each change. */
export interface History {
  past: Group[]
  present: Group
  future: Group[]
  /** The rule whose editor is open: all its changes until it is left are one step back. */
  editing: { id: string; isKept: boolean } | null
}

export type Change =
  | { type: 'insert'; groupId: string; node: Node; index?: number }
  | { type: 'remove'; id: string }
  | { type: 'filter'; id: string; filter: FlatFilter }
  | { type: 'join'; id: string; join: Join }
  | { type: 'wrap'; id: string; join: Join }
  | { type: 'dissolve'; id: string }
  | { type: 'step'; id: string; by: 1 | -1 }
  | { type: 'move'; id: string; groupId: string; index: number }
  | { type: 'replace'; filter: AudienceFilter }

export type HistoryAction =
  | Change
  | { type: 'undo' }
  | { type: 'redo' }
  /** The editor of a rule opened. */
  | { type: 'edit'; id: string }
  /** It closed. */
  | { type: 'leave' }
  /** Another filter altogether, with nothing before it. */
  | { type: 'reset'; filter: AudienceFilter }

/** Enough to find one's way back; trees share what did not change. */
const MAX_STEPS = 200

export function startHistory(filter: AudienceFilter): History {
  return { past: [], present: treeOf(filter), future: [], editing: null }
}

function apply(root: Group, action: Change): Group {
  switch (action.type) {
    case 'insert': {
      const isTooMuch = isFull(root) && sizeOf(action.node) > 0
      return isTooMuch ? root : change.insert(root, action.groupId, action.node, action.index)
    }
    case 'remove':
      return change.remove(root, action.id)
    case 'filter':
      return change.setFilter(root, action.id, action.filter)
    case 'join':
      return change.setJoin(root, action.id, action.join)
    case 'wrap':
      return change.wrap(root, action.id, action.join)
    case 'dissolve':
      return change.dissolve(root, action.id)
    case 'step':
      return change.step(root, action.id, action.by)
    case 'move':
      return change.moveTo(root, action.id, action.groupId, action.index)
    case 'replace':
      return treeOf(action.filter)
  }
}

function changed(history: History, action: Change): History {
  const { editing } = history
  const present = apply(history.present, action)
  if (present === history.present) return history
  const isOfEdit = action.type === 'filter' && editing?.id === action.id
  if (isOfEdit && editing.isKept) return { ...history, present, future: [] }
  const past = [...history.past, history.present].slice(-MAX_STEPS)
  return { past, present, future: [], editing: isOfEdit ? { ...editing, isKept: true } : editing }
}

/** A rule that is still empty has just been added: adding and choosing is one step. */
function edit(history: History, id: string): History {
  const node = find(history.present, id)
  if (!node || isGroup(node)) return history
  return { ...history, editing: { id, isKept: isEmptyRule(node) } }
}

function leave(history: History): History {
  const { editing, past, present } = history
  const node = editing && find(present, editing.id)
  if (!node || isGroup(node) || !isEmptyRule(node)) return { ...history, editing: null }
  const before = past.at(-1)
  // Added and left without a choice: as if it had never been.
  if (before && !find(before, node.id))
    return { ...history, past: past.slice(0, -1), present: before, editing: null }
  return { ...history, present: change.remove(present, node.id), editing: null }
}

export function historyReducer(history: History, action: HistoryAction): History {
  switch (action.type) {
    case 'undo': {
      const before = history.past.at(-1)
      if (!before) return history
      const future = [history.present, ...history.future]
      return { past: history.past.slice(0, -1), present: before, future, editing: null }
    }
    case 'redo': {
      const [next, ...future] = history.future
      return next
        ? { past: [...history.past, history.present], present: next, future, editing: null }
        : history
    }
    case 'reset':
      return startHistory(action.filter)
    case 'edit':
      return edit(history, action.id)
    case 'leave':
      return leave(history)
    default:
      return changed(history, action)
  }
}
