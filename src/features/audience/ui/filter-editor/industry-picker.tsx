import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button, cn, Input, plural } from '../../../../ui/index.ts'
import { INDUSTRIES } from '../../industries.ts'
import { ChoiceRow } from './choice-list.tsx'
import type { EditorProps } from './editor-props.ts'
import { withFields } from './fields.ts'
import { choose, stateOf, sumsOf, type Tree, treeOf, unchoose } from './tree.ts'
import { useSteady } from './use-steady.ts'

const tree = treeOf(INDUSTRIES)
const MOST_FOUND = 40
const MOST_ROOTS = 8

interface Picking {
  tree: Tree
  chosen: ReadonlySet<string>
  sums: ReadonlyMap<string, number> | undefined
  toggle: (label: string, on: boolean) => void
}

/** LinkedIn's industries as a tree: one chooses all below it. */
export function IndustryPicker({ filter, onChange, counts }: EditorProps) {
  const [wanted, setWanted] = useState('')
  const [isLong, setLong] = useState(false)
  const chosen = useMemo(() => new Set(filter.industries), [filter.industries])
  const sums = useMemo(() => counts && sumsOf(tree, counts), [counts])
  const steady = useSteady(sums)
  const roots = useMemo(
    () => [...tree.roots].sort((a, b) => (steady?.get(b) ?? 0) - (steady?.get(a) ?? 0) || a.localeCompare(b)),
    [steady],
  )
  const words = wanted.trim().toLowerCase()
  const found = words ? tree.labels.filter((label) => label.toLowerCase().includes(words)) : []
  const picking: Picking = {
    tree,
    chosen,
    sums,
    toggle: (label, on) => {
      const next = on ? choose(tree, chosen, label) : unchoose(tree, chosen, label)
      onChange(withFields(filter, { industries: [...next] }))
    },
  }
  const shownRoots = roots.filter(
    (root, index) => isLong || index < MOST_ROOTS || stateOf(tree, chosen, root) !== false,
  )
  return (
    <div className="flex flex-col gap-1">
      <Input
        type="search"
        aria-label="Search industries"
        placeholder="Search"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        className="mb-1"
      />
      {words ? (
        <fieldset className="flex max-h-80 flex-col overflow-auto">
          <legend className="sr-only">Industries found</legend>
          {found.slice(0, MOST_FOUND).map((label) => (
            <Found key={label} label={label} {...picking} />
          ))}
          <p role="status" className="px-1.5 py-1 text-sm text-muted empty:hidden">
            {found.length === 0
              ? `No industry has “${wanted}”.`
              : found.length > MOST_FOUND
                ? `${plural(found.length - MOST_FOUND, 'more', 'more')}: write more of it.`
                : ''}
          </p>
        </fieldset>
      ) : (
        <>
          <ul aria-label="Industries" className="-ml-1 flex max-h-96 flex-col overflow-auto">
            {shownRoots.map((root) => (
              <Branch key={root} label={root} depth={0} {...picking} />
            ))}
          </ul>
          <Button
            variant="ghost"
            size="sm"
            className="self-start"
            aria-expanded={isLong}
            onClick={() => setLong(!isLong)}
          >
            {isLong ? 'Show fewer' : `Show all ${roots.length}`}
          </Button>
        </>
      )}
    </div>
  )
}

function Found({ label, tree, chosen, sums, toggle }: Picking & { label: string }) {
  const above = tree.above(label).reverse()
  return (
    <ChoiceRow
      label={
        <>
          {label}
          {above.length > 0 ? <span className="block text-sm text-muted">{above.join(' › ')}</span> : null}
        </>
      }
      checked={stateOf(tree, chosen, label)}
      count={sums?.get(label)}
      onCheckedChange={(on) => toggle(label, on)}
    />
  )
}

function Branch({ label, depth, ...picking }: Picking & { label: string; depth: number }) {
  const { tree, chosen, sums, toggle } = picking
  const [isOpen, setOpen] = useState(false)
  const below = tree.below(label)
  const state = stateOf(tree, chosen, label)
  return (
    <li>
      <div className="flex items-start" style={{ paddingLeft: depth * 14 }}>
        {below.length > 0 ? (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`Industries in ${label}`}
            onClick={() => setOpen(!isOpen)}
            className="mt-0.5 grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink max-sm:size-9"
          >
            <ChevronRight className={cn('size-3.5 transition-transform', isOpen && 'rotate-90')} />
          </button>
        ) : (
          <span className="size-6 shrink-0 max-sm:size-9" />
        )}
        <ChoiceRow
          label={label}
          checked={state}
          count={sums?.get(label)}
          onCheckedChange={() => toggle(label, state === false || state === 'mixed')}
        />
      </div>
      {isOpen ? (
        <ul aria-label={label}>
          {below.map((child) => (
            <Branch key={child} label={child} depth={depth + 1} {...picking} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}
