import { type DragEvent, useState } from 'react'
import { find, type Group, type Node, placeOf, takes } from './tree.ts'
import type { Builder } from './use-builder.ts'

interface Goal {
  /** The row the line is drawn at: a node's id, or `end` and a group's. */
  at: string
  side: 'before' | 'after'
  groupId: string
  index: number
}

export interface Drag {
  dragProps: (node: Node) => {
    onDragStart: (event: DragEvent) => void
    onDragOver: (event: DragEvent) => void
    onDragEnd: () => void
    onDrop: (event: DragEvent) => void
  }
  /** The empty line under a group's last part. */
  dropEndProps: (group: Group) => {
    onDragOver: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
  }
  /** Classes of the line that shows where it would go. */
  dropLine: (at: string) => string | undefined
}

const lines = {
  before: 'before:absolute before:inset-x-0 before:top-0 before:h-0.5 before:bg-ink',
  after: 'after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:bg-ink',
}

/** Moves rules by mouse; the keyboard has Alt with the arrows, and the menu does the same. */
export function useDrag({ history, change }: Builder): Drag {
  const [dragged, setDragged] = useState<string | null>(null)
  const [goal, setGoal] = useState<Goal | null>(null)
  const root = history.present

  function aim(event: DragEvent, next: Goal) {
    const node = dragged === null ? null : find(root, dragged)
    if (!node || find(node, next.groupId) || !takes(root, next.groupId, node)) return
    event.preventDefault()
    event.stopPropagation()
    if (goal?.at !== next.at || goal.side !== next.side) setGoal(next)
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    event.stopPropagation()
    if (dragged !== null && goal)
      change({ type: 'move', id: dragged, groupId: goal.groupId, index: goal.index })
    end()
  }

  function end() {
    setDragged(null)
    setGoal(null)
  }

  return {
    dragProps: (node) => ({
      onDragStart: (event) => {
        event.stopPropagation()
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setDragImage(event.currentTarget, 0, 0)
        setDragged(node.id)
      },
      onDragOver: (event) => {
        const place = placeOf(root, node.id)
        if (!place) return
        const { top, height } = event.currentTarget.getBoundingClientRect()
        const isBefore = event.clientY < top + height / 2
        const index = place.index + (isBefore ? 0 : 1)
        aim(event, { at: node.id, side: isBefore ? 'before' : 'after', groupId: place.parent.id, index })
      },
      onDragEnd: end,
      onDrop: drop,
    }),
    dropEndProps: (group) => ({
      onDragOver: (event) =>
        aim(event, {
          at: `end ${group.id}`,
          side: 'before',
          groupId: group.id,
          index: group.children.length,
        }),
      onDrop: drop,
    }),
    dropLine: (at) => (goal?.at === at ? lines[goal.side] : undefined),
  }
}
