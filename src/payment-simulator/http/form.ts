import { invalid } from './stripe-error.ts'

export type Form = string | Form[] | { [name: string]: Form }
type Tree = Map<string, Tree | string>

/** Reads `a[b][0][c]=d`, the way Stripe's clients nest. */
export function parseForm(text: string): Record<string, Form> {
  const tree: Tree = new Map()
  for (const [name, value] of new URLSearchParams(text)) put(tree, pathOf(name), value)
  return Object.fromEntries([...tree].map(([name, inner]) => [name, plain(inner)]))
}

function pathOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
  if (!match) throw invalid(`Invalid parameter name: ${name}`, name)
  return [match[1] ?? '', ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')]
}

function put(tree: Tree, path: string[], value: string) {
  const [first = '', ...rest] = path
  const key = first === '' ? String(tree.size) : first
  if (rest.length === 0) {
    tree.set(key, value)
    return
  }
  const inner = tree.get(key) ?? new Map()
  if (typeof inner === 'string' || rest.length > 8) throw invalid('Invalid hash', path.join('.'))
  tree.set(key, inner)
  put(inner, rest, value)
}

function plain(tree: Tree | string): Form {
  if (typeof tree === 'string') return tree
  const entries = [...tree].map(([name, inner]) => [name, plain(inner)] as const)
  const isArray = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))
  return isArray ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}
