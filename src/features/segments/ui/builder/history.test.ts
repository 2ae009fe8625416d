import { expect, it } from 'vitest'
import { type History, type HistoryAction, historyReducer, startHistory } from './history.ts'
import { filterOf, newRule } from './tree.ts'

const run = (history: History, ...actions: HistoryAction[]) => actions.reduce(historyReducer, history)
const start = () => startHistory({ countries: ['US'] })
const now = (history: History) => filterOf(history.present)

it('goes back and forth, and forgets what was ahead on a new change', () => {
  const first = start()
  const id = first.present.children[0]?.id ?? ''
  const none = run(first, { type: 'join', id: first.present.id, join: 'none' })
  expect(now(none)).toEqual({ none: [{ countries: ['US'] }] })
  const back = run(none, { type: 'undo' })
  expect(now(back)).toEqual({ countries: ['US'] })
  expect(now(run(back, { type: 'redo' }))).toEqual(now(none))
  const other = run(back, { type: 'remove', id })
  expect(other.future).toEqual([])
  expect(now(run(other, { type: 'redo' }, { type: 'undo' }, { type: 'undo' }, { type: 'undo' }))).toEqual({
    countries: ['US'],
  })
})

it('takes back a whole choice at once, and two choices one after the other', () => {
  const first = start()
  const id = first.present.children[0]?.id ?? ''
  const choose = (...countries: string[]): HistoryAction => ({ type: 'filter', id, filter: { countries } })
  const edited = run(
    first,
    ...[
      { type: 'edit', id } as const,
      choose('US', 'CA'),
      choose('US', 'CA', 'MX'),
      { type: 'leave' } as const,
    ],
    ...[{ type: 'edit', id } as const, choose('MX'), { type: 'leave' } as const],
  )
  const once = run(edited, { type: 'undo' })
  expect(now(once)).toEqual({ countries: ['US', 'CA', 'MX'] })
  expect(now(run(once, { type: 'undo' }))).toEqual({ countries: ['US'] })
})

it('adds and chooses in one step, and forgets a rule that was added and left empty', () => {
  const first = start()
  const rule = newRule('has')
  const add: HistoryAction[] = [
    { type: 'insert', groupId: first.present.id, node: rule },
    { type: 'edit', id: rule.id },
  ]
  const left = run(first, ...add, { type: 'leave' })
  expect(left.past).toEqual([])
  expect(left.present).toBe(first.present)
  const chosen = run(
    first,
    ...add,
    { type: 'filter', id: rule.id, filter: { has: ['email'] } },
    { type: 'leave' },
  )
  expect(now(chosen)).toEqual({ countries: ['US'], has: ['email'] })
  expect(now(run(chosen, { type: 'undo' }))).toEqual({ countries: ['US'] })
})

it('takes away a rule whose choice was emptied', () => {
  const first = start()
  const id = first.present.children[0]?.id ?? ''
  const emptied = run(first, { type: 'edit', id }, { type: 'filter', id, filter: {} }, { type: 'leave' })
  expect(emptied.present.children).toEqual([])
  expect(now(run(emptied, { type: 'undo' }))).toEqual({ countries: ['US'] })
})
