import { GripVertical } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { cn, Popover } from '../../../../ui/index.ts'
import { PartEditor, partInfo } from '../../../audience/ui/index.ts'
import { CountCells } from './count-cells.tsx'
import { NodeMenu } from './node-menu.tsx'
import { ruleWords } from './rule-words.ts'
import { isEmptyRule, type Rule } from './tree.ts'
import type { TreeView } from './tree-view.ts'

interface RuleRowProps {
  view: TreeView
  rule: Rule
  /** What links it to the one before. */
  link: string
}

/** One rule as the rest of a sentence; pressing it changes it, its menu and keys move it. */
export function RuleRow({ view, rule, link }: RuleRowProps) {
  const { builder, counts } = view
  const { label } = partInfo(rule.field)
  const words = isEmptyRule(rule) ? `${label}: not chosen yet` : ruleWords(rule)
  const editing = builder.history.editing?.id === rule.id

  function press(event: KeyboardEvent) {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Delete' || event.key === 'Backspace') view.remove(rule.id)
    else if (event.altKey && event.key === 'ArrowUp') view.step(rule.id, -1)
    else if (event.altKey && event.key === 'ArrowDown') view.step(rule.id, 1)
    else if (event.key === 'ArrowUp') view.focusNext(rule.id, -1)
    else if (event.key === 'ArrowDown') view.focusNext(rule.id, 1)
    else return
    event.preventDefault()
  }

  return (
    <li
      {...view.dragProps(rule)}
      className={cn(
        'group/row relative flex items-center gap-2 rounded-sm pr-1 hover:bg-hover max-sm:flex-wrap max-sm:gap-x-1',
        view.dropLine(rule.id),
      )}
    >
      <span
        aria-hidden
        draggable
        className="flex cursor-grab self-stretch text-faint opacity-0 group-hover/row:opacity-100 max-sm:hidden"
      >
        <GripVertical className="size-3.5 self-center" />
      </span>
      <span className="w-21 shrink-0 text-right text-muted max-sm:w-auto max-sm:pl-1">{link}</span>
      <span className="min-w-0 flex-1 max-sm:basis-3/5">
        <Popover
          label={label}
          open={editing}
          onOpenChange={(open) => builder.edit(open ? rule.id : null)}
          className="w-80"
          trigger={
            <button
              type="button"
              data-node={rule.id}
              onKeyDown={press}
              className="max-w-full rounded-sm px-1.5 py-1.5 text-left font-medium break-words hover:underline data-[state=open]:bg-selected"
            >
              {words}
            </button>
          }
        >
          <p className="mb-2 font-semibold">{label}</p>
          <PartEditor
            part={rule.field}
            filter={rule.filter}
            onChange={(filter) => builder.change({ type: 'filter', id: rule.id, filter })}
          />
        </Popover>
      </span>
      <CountCells part={counts.of(rule.id)} isOld={counts.isOld} isEmpty={isEmptyRule(rule)} />
      <NodeMenu
        builder={builder}
        node={rule}
        words={words}
        onStep={(by) => view.step(rule.id, by)}
        onRemove={() => view.remove(rule.id)}
      />
    </li>
  )
}
