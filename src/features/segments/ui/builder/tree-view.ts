import { type RefObject, useEffect, useRef } from 'react'
import type { SegmentTarget } from '../../schema.ts'
import { type Node, placeOf } from './tree.ts'
import type { Builder } from './use-builder.ts'
import type { Counts } from './use-counts.ts'
import { type Drag, useDrag } from './use-drag.ts'

/** What every row of the tree needs. */
export interface TreeView extends Drag {
  builder: Builder
  counts: Counts
  target: SegmentTarget
  /** One place up or down, keeping the focus on it. */
  step: (id: string, by: 1 | -1) => void
  /** Takes it away; the focus goes to what stood beside it. */
  remove: (id: string) => void
  focusNext: (id: string, by: 1 | -1) => void
}

const nodesIn = (box: HTMLElement | null) => [...(box?.querySelectorAll<HTMLElement>('[data-node]') ?? [])]

export function useTreeView(
  box: RefObject<HTMLElement | null>,
  builder: Builder,
  counts: Counts,
  target: SegmentTarget,
): TreeView {
  const wanted = useRef<string | null>(null)
  const drag = useDrag(builder)
  const root = builder.history.present
  // What moved into another group is another element by now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new tree is the reason to look for it.
  useEffect(() => {
    if (wanted.current === null) return
    nodesIn(box.current)
      .find((element) => element.dataset.node === wanted.current)
      ?.focus()
    wanted.current = null
  }, [root])

  // Only rules: with the arrows on a group's choice one chooses.
  function neighbour(id: string, by: 1 | -1): HTMLElement | undefined {
    const nodes = nodesIn(box.current).filter((element) => element instanceof HTMLButtonElement)
    return nodes[nodes.findIndex((element) => element.dataset.node === id) + by]
  }

  return {
    ...drag,
    builder,
    counts,
    target,
    step: (id, by) => {
      wanted.current = id
      builder.change({ type: 'step', id, by })
    },
    remove: (id) => {
      const place = placeOf(root, id)
      const next: Node | undefined =
        place?.parent.children[place.index + 1] ?? place?.parent.children[place.index - 1]
      wanted.current = next?.id ?? root.id
      builder.change({ type: 'remove', id })
    },
    focusNext: (id, by) => neighbour(id, by)?.focus(),
  }
}
