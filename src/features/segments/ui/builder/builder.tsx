import { Redo2, Undo2 } from 'lucide-react'
import { useRef } from 'react'
import { IconButton, useShortcut } from '../../../../ui/index.ts'
import type { SegmentTarget } from '../../schema.ts'
import { GroupParts, JoinChoice } from './group-box.tsx'
import { useTreeView } from './tree-view.ts'
import type { Builder } from './use-builder.ts'
import type { Counts } from './use-counts.ts'

interface FilterBuilderProps {
  builder: Builder
  counts: Counts
  target: SegmentTarget
}

/** Groups of rules as plain sentences, with what each finds and removes. */
export function FilterBuilder({ builder, counts, target }: FilterBuilderProps) {
  const box = useRef<HTMLElement>(null)
  const view = useTreeView(box, builder, counts, target)
  const { present, past, future } = builder.history
  const who = target === 'leads' ? 'Leads' : 'People'
  useShortcut('a', () => box.current?.querySelector<HTMLElement>('[data-add-rule]')?.click(), {
    label: 'Add a rule',
  })
  return (
    <section ref={box} aria-label="Rules" className="rounded-md border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-2 border-b border-line py-1.5 pr-2 pl-4 max-sm:gap-1 max-sm:pr-0 max-sm:pl-3">
        <span className="font-semibold">{who} who match</span>
        <JoinChoice view={view} group={present} label={`${who} who match`} />
        <span className="ml-auto flex items-center">
          <IconButton label="Undo" shortcut="mod+z" disabled={past.length === 0} onClick={builder.undo}>
            <Undo2 />
          </IconButton>
          <IconButton
            label="Redo"
            shortcut="mod+shift+z"
            disabled={future.length === 0}
            onClick={builder.redo}
          >
            <Redo2 />
          </IconButton>
        </span>
      </div>
      {present.children.length > 0 ? (
        <p
          aria-hidden
          className="flex justify-end gap-3 pt-2 pr-11 text-right text-sm text-muted max-sm:hidden"
        >
          <span className="w-24">Matches</span>
          <span className="w-24">Removes</span>
        </p>
      ) : (
        <p className="px-4 pt-3 text-muted">
          Without a rule these are all {target === 'leads' ? 'your leads' : 'people of the audience'}.
        </p>
      )}
      <div className="px-2 pt-1 pb-2">
        <GroupParts view={view} group={present} where="the segment" />
      </div>
      <p className="border-t border-line px-4 py-2 text-sm text-muted max-sm:hidden">
        ↑ ↓ choose a rule, Enter changes it, Alt with ↑ ↓ moves it, Delete removes it. Or drag it.
      </p>
    </section>
  )
}
