import { ArrowDown, ArrowUp, Ban, Ellipsis, Group as GroupIcon, Pencil, Trash2, Ungroup } from 'lucide-react'
import { IconButton, Menu, type MenuEntry } from '../../../../ui/index.ts'
import { isGroup, type Node, newGroup, placeOf, takes } from './tree.ts'
import type { Builder } from './use-builder.ts'

interface NodeMenuProps {
  builder: Builder
  node: Node
  /** For its name. */
  words: string
  /** Moves, and keeps the focus on what moved. */
  onStep: (by: 1 | -1) => void
  onRemove: () => void
}

/** Everything that can be done with a rule or group, by mouse or by keyboard. */
export function NodeMenu({ builder, node, words, onStep, onRemove }: NodeMenuProps) {
  const root = builder.history.present
  const place = placeOf(root, node.id)
  const canWrap = place !== null && takes(root, place.parent.id, newGroup('any', [node]))
  const isFirst = place?.parent === root && place.index === 0
  const isLast = place?.parent === root && place.index === root.children.length - 1
  const items: MenuEntry[] = [
    ...(isGroup(node)
      ? []
      : // The menu gives focus back as it closes; the editor must open after that.
        [
          {
            label: 'Change',
            icon: <Pencil />,
            shortcut: 'enter',
            onSelect: () => setTimeout(() => builder.edit(node.id)),
          },
        ]),
    {
      label: 'Move up',
      icon: <ArrowUp />,
      shortcut: 'Alt+arrowup',
      disabled: isFirst,
      onSelect: () => onStep(-1),
    },
    {
      label: 'Move down',
      icon: <ArrowDown />,
      shortcut: 'Alt+arrowdown',
      disabled: isLast,
      onSelect: () => onStep(1),
    },
    'separator',
    {
      label: 'Put in a group',
      icon: <GroupIcon />,
      disabled: !canWrap,
      onSelect: () =>
        builder.change({ type: 'wrap', id: node.id, join: place?.parent.join === 'any' ? 'all' : 'any' }),
    },
    {
      label: 'Leave these people out',
      icon: <Ban />,
      disabled: !canWrap,
      onSelect: () => builder.change({ type: 'wrap', id: node.id, join: 'none' }),
    },
    ...(isGroup(node)
      ? [
          {
            label: 'Take the group apart',
            icon: <Ungroup />,
            onSelect: () => builder.change({ type: 'dissolve', id: node.id }),
          },
        ]
      : []),
    'separator',
    { label: 'Remove', icon: <Trash2 />, tone: 'danger', shortcut: 'Del', onSelect: onRemove },
  ]
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`More about: ${words}`} className="size-7 max-sm:size-10">
          <Ellipsis />
        </IconButton>
      }
      items={items}
    />
  )
}
