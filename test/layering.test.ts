import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../src/platform/project-root.ts'

const SRC = join(projectRoot, 'src')
const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/g
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

interface Import {
  from: string
  to: string
  isType: boolean
}

interface Place {
  layer: string
  feature: string
  isUi: boolean
  /** Path inside the feature. */
  file: string
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(sep).join('/'))
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
const imports = files.flatMap(importsOf)

function importsOf(from: string): Import[] {
  const text = readFileSync(join(SRC, from), 'utf8')
  const found = [
    ...[...text.matchAll(IMPORT)].map((match) => ({ path: match[2] ?? '', isType: match[1] !== undefined })),
    ...[...text.matchAll(DYNAMIC)].map((match) => ({ path: match[1] ?? '', isType: false })),
  ]
  return found
    .filter(({ path }) => path.startsWith('.'))
    .map(({ path, isType }) => {
      const target = relative(SRC, resolve(SRC, dirname(from), path))
      return { from, to: target.split(sep).join('/'), isType }
    })
}

function placeOf(file: string): Place {
  const [layer = '', feature = '', ...rest] = file.split('/')
  if (layer !== 'features') return { layer, feature: '', isUi: false, file }
  return { layer, feature, isUi: rest[0] === 'ui', file: rest.join('/') }
}

function broken(rule: (from: Place, to: Place, item: Import) => boolean): string[] {
  return imports
    .filter((item) => rule(placeOf(item.from), placeOf(item.to), item))
    .map(({ from, to }) => `${from} -> ${to}`)
}

/** Of a feature's server half, what its browser half may take; a long list is loaded when it is needed. */
const browserSafe = new Set(['schema.ts', 'values.ts', 'industries.ts'])
const isServerFeature = (place: Place) => place.layer === 'features' && !place.isUi
const isBrowserFeature = (place: Place) => place.layer === 'features' && place.isUi

describe('imports go one way', () => {
  it('finds imports at all', () => {
    expect(imports.length).toBeGreaterThan(100)
  })

  it('platform knows no feature, no app and nothing of the browser', () => {
    expect(
      broken((from, to) => from.layer === 'platform' && ['features', 'app', 'ui', 'web'].includes(to.layer)),
    ).toEqual([])
  })

  it('the server half of a feature takes from features and platform only', () => {
    expect(
      broken((from, to) => isServerFeature(from) && (['app', 'ui', 'web'].includes(to.layer) || to.isUi)),
    ).toEqual([])
  })

  it('the browser kit knows no feature and no server', () => {
    expect(broken((from, to) => from.layer === 'ui' && to.layer !== 'ui')).toEqual([])
  })

  it('a feature reaches another through its index.ts, schema.ts or values.ts, or in the browser its ui/index.ts', () => {
    const doors = (from: Place) =>
      from.isUi ? ['schema.ts', 'values.ts', 'ui/index.ts'] : ['index.ts', 'schema.ts', 'values.ts']
    expect(
      broken(
        (from, to) =>
          from.layer === 'features' &&
          to.layer === 'features' &&
          from.feature !== to.feature &&
          !doors(from).includes(to.file),
      ),
    ).toEqual([])
  })

  it('the browser half of a feature takes only schema.ts, lists of facts and types from its server half', () => {
    expect(
      broken(
        (from, to, { isType }) =>
          isBrowserFeature(from) && isServerFeature(to) && !browserSafe.has(to.file) && !isType,
      ),
    ).toEqual([])
    expect(
      broken((from, to) => isBrowserFeature(from) && ['platform', 'app', 'web'].includes(to.layer)),
    ).toEqual([])
  })

  it('a list of facts takes nothing but its own data and other lists', () => {
    const taken = imports.filter(({ from }) => /\/(values|industries)\.ts$/.test(from)).map(({ to }) => to)
    expect(taken.filter((to) => !to.endsWith('/values.ts'))).toEqual(['features/audience/industry-tree.ts'])
  })

  it('schema.ts is safe for the browser: it takes other schemas and lists of values only', () => {
    expect(
      broken(
        (from, to, { isType }) =>
          from.layer === 'features' && from.file === 'schema.ts' && !browserSafe.has(to.file) && !isType,
      ),
    ).toEqual([])
  })

  it('the pages compose features and the kit, nothing of the server', () => {
    expect(
      broken(
        (from, to) =>
          from.layer === 'web' &&
          (['platform', 'app'].includes(to.layer) || (isServerFeature(to) && to.file !== 'schema.ts')),
      ),
    ).toEqual([])
  })

  it('features do not reach each other in a circle', () => {
    const edges = new Map<string, Set<string>>()
    for (const item of imports) {
      const [from, to] = [placeOf(item.from), placeOf(item.to)]
      if (!isServerFeature(from) || !isServerFeature(to) || from.feature === to.feature) continue
      edges.set(from.feature, (edges.get(from.feature) ?? new Set()).add(to.feature))
    }
    expect(findCircle(edges)).toEqual([])
  })

  it('only config.ts reads the environment', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join(SRC, file), 'utf8')))
    // The others hand PATH to the programs they start; they read no setting.
    expect(readers.filter((file) => !file.startsWith('platform/embedded-postgres/'))).toEqual([
      'app/config.ts',
    ])
  })
})

function findCircle(edges: Map<string, Set<string>>): string[] {
  const done = new Set<string>()
  const visit = (node: string, path: string[]): string[] => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node]
    if (done.has(node)) return []
    for (const next of edges.get(node) ?? []) {
      const circle = visit(next, [...path, node])
      if (circle.length > 0) return circle
    }
    done.add(node)
    return []
  }
  for (const node of edges.keys()) {
    const circle = visit(node, [])
    if (circle.length > 0) return circle
  }
  return []
}
