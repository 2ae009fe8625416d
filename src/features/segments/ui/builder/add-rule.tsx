import { Plus } from 'lucide-react'
import { Button, Menu, type MenuEntry } from '../../../../ui/index.ts'
import { filterParts } from '../../../audience/ui/index.ts'
import type { SegmentTarget } from '../../schema.ts'
import { type Group, isFull, type Join, newGroup, takes } from './tree.ts'
import type { Builder } from './use-builder.ts'

/** Which rules there are for these people, under their headings. */
function ruleEntries(
  target: SegmentTarget,
  choose: (part: (typeof filterParts)[number]['part']) => void,
): MenuEntry[] {
  const shown = filterParts.filter((info) =>
    target === 'leads' ? info.part !== 'net_new' : info.ownLeads !== true,
  )
  const headings = [...new Set(shown.map(({ group }) => group))]
  return headings.flatMap((heading) => [
    { heading },
    ...shown
      .filter(({ group }) => group === heading)
      .map(({ part, label }) => ({ label, onSelect: () => choose(part) })),
  ])
}

interface AddRuleProps {
  builder: Builder
  group: Group
  target: SegmentTarget
  /** Named apart from the same buttons of other groups. */
  where: string
}

export function AddRule({ builder, group, target, where }: AddRuleProps) {
  const root = builder.history.present
  if (isFull(root)) return <p className="py-1 text-sm text-muted">A filter has 50 rules at most.</p>
  const nested = newGroup(group.join === 'any' ? 'all' : 'any')
  const canNest = takes(root, group.id, nested)
  const addGroup = (join: Join) => builder.add(group.id, newGroup(join))
  return (
    <div className="flex flex-wrap gap-1">
      <Menu
        trigger={
          <Button size="sm" variant="ghost" icon={<Plus aria-hidden className="size-3.5" />} data-add-rule>
            Add rule<span className="sr-only"> to {where}</span>
          </Button>
        }
        // The menu gives focus back as it closes; the editor must open after that.
        items={ruleEntries(target, (part) => setTimeout(() => builder.addRule(group.id, part)))}
      />
      {canNest ? (
        <Menu
          trigger={
            <Button size="sm" variant="ghost" icon={<Plus aria-hidden className="size-3.5" />}>
              Add group<span className="sr-only"> to {where}</span>
            </Button>
          }
          items={[
            { label: 'Any of', note: 'At least one of its rules holds', onSelect: () => addGroup('any') },
            { label: 'All of', note: 'Every rule of it holds', onSelect: () => addGroup('all') },
            { label: 'None of', note: 'Leaves out whom its rules find', onSelect: () => addGroup('none') },
          ]}
        />
      ) : null}
    </div>
  )
}
