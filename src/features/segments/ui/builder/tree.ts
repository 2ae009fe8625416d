import type { AudienceFilter, FilterField, FlatFilter } from '../../../audience/schema.ts'
import type { FilterPart } from '../../../audience/ui/index.ts'
import { MAX_FILTER_DEPTH, MAX_FILTER_PARTS } from '../../../audience/values.ts'

/**
 * A filter as the builder shows it: groups of rules, each rule about one thing. Every change makes a new tree and leaves
 * the old one as it was, so that going back is keeping it.
 */
export type Join = 'all' | 'any' | 'none'

/** What one rule is about: a field, or two that only make sense together. */
export type RuleField = FilterPart

export interface Rule {
  id: string
  field: RuleField
  /** Of this rule's field only; empty until something is chosen. */
  filter: FlatFilter
}

export interface Group {
  id: string
  join: Join
  children: Node[]
}

export type Node = Rule | Group

/** A flat filter is one level by itself. */
const MAX_GROUP_DEPTH = MAX_FILTER_DEPTH - 1

let lastId = 0
function newId(): string {
  lastId += 1
  return `n${lastId}`
}

export const isGroup = (node: Node): node is Group => 'children' in node
export const isEmptyRule = (rule: Rule): boolean => Object.keys(rule.filter).length === 0

export function newRule(field: RuleField, filter: FlatFilter = {}): Rule {
  return { id: newId(), field, filter }
}

export function newGroup(join: Join, children: Node[] = []): Group {
  return { id: newId(), join, children }
}

function fieldOf(key: FilterField): RuleField {
  if (key === 'revenue_min' || key === 'revenue_max') return 'revenue'
  if (key === 'score_min' || key === 'score_max') return 'score'
  return key
}

/** A rule for each thing a flat filter says. */
function rulesOf(flat: FlatFilter): Rule[] {
  const rules = new Map<RuleField, Rule>()
  for (const [key, value] of Object.entries(flat)) {
    if (value === undefined) continue
    const field = fieldOf(key as FilterField)
    const rule = rules.get(field) ?? newRule(field)
    rules.set(field, { ...rule, filter: { ...rule.filter, [key]: value } })
  }
  return [...rules.values()]
}

function joinOf(filter: AudienceFilter): [Join, AudienceFilter[]] | null {
  if ('all' in filter) return ['all', filter.all]
  if ('any' in filter) return ['any', filter.any]
  return 'none' in filter ? ['none', filter.none] : null
}

function nodesOf(filter: AudienceFilter, parent: Join): Node[] {
  const group = joinOf(filter)
  if (group)
    return [
      newGroup(
        group[0],
        group[1].flatMap((part) => nodesOf(part, group[0])),
      ),
    ]
  const rules = rulesOf(filter as FlatFilter)
  // Its fields are all meant at once; only a group that means that too can hold them one by one.
  return parent === 'all' || rules.length < 2 ? rules : [newGroup('all', rules)]
}

/** The tree of a saved filter; its root is always a group. */
export function treeOf(filter: AudienceFilter): Group {
  const nodes = nodesOf(filter, 'all')
  const [only] = nodes
  return only && nodes.length === 1 && isGroup(only) ? only : newGroup('all', nodes)
}

/** The filter of a node, without what is still empty; null when nothing is left. */
function partOf(node: Node): AudienceFilter | null {
  if (!isGroup(node)) return isEmptyRule(node) ? null : node.filter
  const parts = node.children.flatMap((child) => partOf(child) ?? [])
  if (parts.length === 0) return null
  return { [node.join]: parts } as AudienceFilter
}

/** One flat filter for rules of different fields, so that a simple segment reads as one in the API too. */
function merged(filter: AudienceFilter): AudienceFilter {
  const group = joinOf(filter)
  if (!group) return filter
  const parts = group[1].map(merged)
  if (group[0] !== 'all') return { [group[0]]: parts } as AudienceFilter
  const flats: FlatFilter[] = []
  const groups: AudienceFilter[] = []
  for (const part of parts) {
    if (joinOf(part)) groups.push(part)
    else for (const rule of rulesOf(part as FlatFilter)) place(flats, rule.filter)
  }
  const all = [...flats, ...groups]
  return all.length === 1 && all[0] ? all[0] : { all }
}

function place(flats: FlatFilter[], flat: FlatFilter) {
  const home = flats.findIndex((other) => Object.keys(flat).every((key) => !(key in other)))
  if (home < 0) flats.push({ ...flat })
  else flats[home] = { ...flats[home], ...flat }
}

/** What is saved: as short as it can be said. */
export function filterOf(root: Group): AudienceFilter {
  const filter = partOf(root)
  return filter ? merged(filter) : {}
}

export function sizeOf(node: Node): number {
  return isGroup(node) ? node.children.reduce((sum, child) => sum + sizeOf(child), 0) : 1
}

export function heightOf(node: Node): number {
  return isGroup(node) ? 1 + Math.max(0, ...node.children.map(heightOf)) : 0
}

/** Groups from the root down to this one, both counted; 0 when it is not there. */
function levelOf(root: Group, id: string): number {
  if (root.id === id) return 1
  for (const child of root.children) {
    const level = isGroup(child) ? levelOf(child, id) : 0
    if (level > 0) return level + 1
  }
  return 0
}

/** Whether this group may take that node without going deeper or wider than a filter can. */
export function takes(root: Group, groupId: string, node: Node): boolean {
  const level = levelOf(root, groupId)
  return level > 0 && level + heightOf(node) <= MAX_GROUP_DEPTH
}

export const isFull = (root: Group): boolean => sizeOf(root) >= MAX_FILTER_PARTS

export function find(root: Node, id: string): Node | null {
  if (root.id === id) return root
  if (!isGroup(root)) return null
  for (const child of root.children) {
    const found = find(child, id)
    if (found) return found
  }
  return null
}

/** The group that holds it and where. */
export function placeOf(root: Group, id: string): { parent: Group; index: number } | null {
  const index = root.children.findIndex((child) => child.id === id)
  if (index >= 0) return { parent: root, index }
  for (const child of root.children) {
    const place = isGroup(child) ? placeOf(child, id) : null
    if (place) return place
  }
  return null
}
