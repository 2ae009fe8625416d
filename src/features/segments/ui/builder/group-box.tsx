import { cn, Select } from '../../../../ui/index.ts'
import { AddRule } from './add-rule.tsx'
import { CountCells } from './count-cells.tsx'
import { NodeMenu } from './node-menu.tsx'
import { RuleRow } from './rule-row.tsx'
import { joinWords, linkWords } from './rule-words.ts'
import { type Group, isGroup, type Join } from './tree.ts'
import type { TreeView } from './tree-view.ts'

const joins = (['all', 'any', 'none'] as const).map((value) => ({ value, label: joinWords[value] }))

interface GroupProps {
  view: TreeView
  group: Group
}

/** How the parts of a group hold together. */
export function JoinChoice({ view, group, label }: GroupProps & { label: string }) {
  return (
    <span className="w-36 max-sm:w-32">
      <Select<Join>
        aria-label={label}
        data-node={group.id}
        options={joins}
        value={group.join}
        onValueChange={(join) => view.builder.change({ type: 'join', id: group.id, join })}
      />
    </span>
  )
}

/** The rules and groups of a group, each with the word that links it. */
export function GroupParts({ view, group, where }: GroupProps & { where: string }) {
  return (
    <div className="min-w-0">
      <ul aria-label={where} className="flex flex-col">
        {group.children.map((child, index) =>
          isGroup(child) ? (
            <GroupBox key={child.id} view={view} group={child} link={linkWords(group.join, index)} />
          ) : (
            <RuleRow key={child.id} view={view} rule={child} link={linkWords(group.join, index)} />
          ),
        )}
      </ul>
      <div
        {...view.dropEndProps(group)}
        className={cn('relative rounded-sm pl-24 max-sm:pl-0', view.dropLine(`end ${group.id}`))}
      >
        <AddRule builder={view.builder} group={group} target={view.target} where={where} />
      </div>
    </div>
  )
}

function GroupBox({ view, group, link }: GroupProps & { link: string }) {
  const { builder, counts } = view
  const words = `the group ${joinWords[group.join]}`
  return (
    <li {...view.dragProps(group)} className={cn('relative py-1', view.dropLine(group.id))}>
      <div className="rounded-md border border-line bg-paper pb-1">
        <div className="flex items-center gap-2 pr-1 max-sm:flex-wrap max-sm:gap-x-1">
          <span className="w-[6.75rem] shrink-0 text-right text-muted max-sm:w-auto max-sm:pl-2">{link}</span>
          <span className="flex min-w-0 flex-1 items-center gap-2 py-1">
            <span className="text-muted">match</span>
            <JoinChoice view={view} group={group} label="How this group matches" />
          </span>
          <CountCells part={counts.of(group.id)} isOld={counts.isOld} isEmpty={group.children.length === 0} />
          <NodeMenu
            builder={builder}
            node={group}
            words={words}
            onStep={(by) => view.step(group.id, by)}
            onRemove={() => view.remove(group.id)}
          />
        </div>
        <div className="pl-6 max-sm:pl-2">
          <GroupParts view={view} group={group} where={words} />
        </div>
      </div>
    </li>
  )
}
