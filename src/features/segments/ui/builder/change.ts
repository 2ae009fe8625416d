import type { FlatFilter } from '../../../audience/schema.ts'
import { find, type Group, isGroup, type Join, type Node, newGroup, placeOf, takes } from './tree.ts'

/** Every verb answers a new tree, or the same one when it does not apply. */

function replace(root: Group, id: string, make: (node: Node) => Node[]): Group {
  return {
    ...root,
    children: root.children.flatMap((child) => {
      if (child.id === id) return make(child)
      return isGroup(child) ? [replace(child, id, make)] : [child]
    }),
  }
}

function changeGroup(root: Group, id: string, change: (group: Group) => Group): Group {
  if (root.id === id) return change(root)
  return replace(root, id, (node) => [isGroup(node) ? change(node) : node])
}

export function insert(root: Group, groupId: string, node: Node, index = Number.POSITIVE_INFINITY): Group {
  if (!takes(root, groupId, node)) return root
  return changeGroup(root, groupId, (group) => ({
    ...group,
    children: [...group.children.slice(0, index), node, ...group.children.slice(index)],
  }))
}

/** A group that loses its last rule goes too. */
export function remove(root: Group, id: string): Group {
  const place = placeOf(root, id)
  if (!place) return root
  if (place.parent !== root && place.parent.children.length === 1) return remove(root, place.parent.id)
  return replace(root, id, () => [])
}

export function setFilter(root: Group, id: string, filter: FlatFilter): Group {
  return replace(root, id, (node) => [isGroup(node) ? node : { ...node, filter }])
}

export function setJoin(root: Group, id: string, join: Join): Group {
  return changeGroup(root, id, (group) => ({ ...group, join }))
}

/** Puts a rule or group into a group of its own, where it stands. */
export function wrap(root: Group, id: string, join: Join): Group {
  const place = placeOf(root, id)
  const node = find(root, id)
  if (!place || !node || !takes(root, place.parent.id, newGroup(join, [node]))) return root
  return replace(root, id, (inner) => [newGroup(join, [inner])])
}

/** Puts what a group holds in its place. */
export function dissolve(root: Group, id: string): Group {
  return replace(root, id, (node) => (isGroup(node) ? node.children : [node]))
}

/** To any place; where the group is gone or cannot take it, nothing moves. `index` counts as the list is now. */
export function moveTo(root: Group, id: string, groupId: string, index: number): Group {
  const node = find(root, id)
  const from = placeOf(root, id)
  if (!node || !from || find(node, groupId) || !takes(root, groupId, node)) return root
  const { parent, index: before } = from
  const within = parent.id === groupId
  const last = within ? parent.children.length - 1 : -1
  if (within && (index === before || Math.min(index - 1, last) === before)) return root
  const taken = replace(root, id, () => [])
  const put = insert(taken, groupId, node, within && before < index ? index - 1 : index)
  return parent !== root && parent.children.length === 1 ? remove(put, parent.id) : put
}

/** One step up or down through the whole tree: into a group on the way, and out at its end. */
export function step(root: Group, id: string, by: 1 | -1): Group {
  const place = placeOf(root, id)
  const node = find(root, id)
  if (!place || !node) return root
  const { parent, index } = place
  const neighbour = parent.children[index + by]
  if (!neighbour) {
    const outer = placeOf(root, parent.id)
    if (!outer) return root
    return moveTo(root, id, outer.parent.id, by > 0 ? outer.index + 1 : outer.index)
  }
  if (isGroup(neighbour) && takes(root, neighbour.id, node))
    return moveTo(root, id, neighbour.id, by > 0 ? 0 : neighbour.children.length)
  return moveTo(root, id, parent.id, by > 0 ? index + 2 : index - 1)
}
