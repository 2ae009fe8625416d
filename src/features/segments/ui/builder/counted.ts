import type { AudienceFilter } from '../../../audience/schema.ts'
import { MAX_FILTER_DEPTH, MAX_FILTER_PARTS } from '../../../audience/values.ts'
import { filterOf, type Group, heightOf, isEmptyRule, isGroup, type Node, sizeOf } from './tree.ts'

/** A filter to be counted part by part, and where in it each rule and group is. */
export interface Counted {
  filter: AudienceFilter
  /** By id: `all.0.any.1`. */
  paths: ReadonlyMap<string, string>
}

/** Every rule by itself, not put together as when saved: each has a number of its own. */
export function countedFilter(root: Group): Counted {
  const paths = new Map<string, string>()
  // One that was made elsewhere may say in one part what are many rules here.
  if (heightOf(root) >= MAX_FILTER_DEPTH || sizeOf(root) > MAX_FILTER_PARTS)
    return { filter: filterOf(root), paths }
  const filter = walk(root, '', paths)
  return { filter: filter ?? {}, paths }
}

function walk(node: Node, path: string, paths: Map<string, string>): AudienceFilter | null {
  if (!isGroup(node)) {
    if (isEmptyRule(node)) return null
    paths.set(node.id, path)
    return node.filter
  }
  const parts: AudienceFilter[] = []
  for (const child of node.children) {
    const at = `${path ? `${path}.` : ''}${node.join}.${parts.length}`
    const part = walk(child, at, paths)
    if (part) parts.push(part)
  }
  if (parts.length === 0) return null
  paths.set(node.id, path)
  return { [node.join]: parts } as AudienceFilter
}
