/** A label and the one above it, as a taxonomy lists them. */
export interface TreeNode {
  label: string
  parent: string | null
}

export interface Tree {
  roots: readonly string[]
  below: (label: string) => readonly string[]
  /** From the one right above up to the root. */
  above: (label: string) => string[]
  labels: readonly string[]
}

export function treeOf(nodes: readonly TreeNode[]): Tree {
  const parents = new Map(nodes.map(({ label, parent }) => [label, parent]))
  const children = new Map<string | null, string[]>()
  for (const { label, parent } of nodes) children.set(parent, [...(children.get(parent) ?? []), label])
  function above(label: string): string[] {
    const parent = parents.get(label)
    return parent ? [parent, ...above(parent)] : []
  }
  return {
    roots: children.get(null) ?? [],
    below: (label) => children.get(label) ?? [],
    above,
    labels: nodes.map(({ label }) => label),
  }
}

const everyBelow = (tree: Tree, label: string): string[] =>
  tree.below(label).flatMap((child) => [child, ...everyBelow(tree, child)])

/** A chosen label chooses all below it. `mixed`: only some below it are chosen. */
export function stateOf(tree: Tree, chosen: ReadonlySet<string>, label: string): boolean | 'mixed' {
  if (chosen.has(label) || tree.above(label).some((one) => chosen.has(one))) return true
  return everyBelow(tree, label).some((one) => chosen.has(one)) ? 'mixed' : false
}

export function choose(tree: Tree, chosen: ReadonlySet<string>, label: string): Set<string> {
  const next = new Set(chosen)
  // Its choice says what theirs said.
  for (const one of everyBelow(tree, label)) next.delete(one)
  return next.add(label)
}

/** Takes a label out. Where one above it was chosen, what is beside the way down to it stays chosen. */
export function unchoose(tree: Tree, chosen: ReadonlySet<string>, label: string): Set<string> {
  const next = new Set(chosen)
  next.delete(label)
  const way = [label, ...tree.above(label)]
  const top = way.findLastIndex((one) => chosen.has(one))
  for (const one of way.slice(1, top + 1)) {
    next.delete(one)
    for (const child of tree.below(one)) if (!way.includes(child)) next.add(child)
  }
  return next
}

/** How many people each label and all below it have, from how many each has by itself. */
export function sumsOf(tree: Tree, counts: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map<string, number>()
  function sum(label: string): number {
    const all = tree.below(label).reduce((total, child) => total + sum(child), counts.get(label) ?? 0)
    sums.set(label, all)
    return all
  }
  for (const root of tree.roots) sum(root)
  return sums
}
