import { X } from 'lucide-react'

/** That only the leads of one import or pull are listed, which the address says; its cross lists all again. */
export function ImportChip({ onRemove }: { onRemove: () => void }) {
  return (
    <p className="px-5 pb-3 max-sm:px-4">
      <span className="inline-flex h-7 items-center rounded-md border border-line bg-surface pl-2 max-sm:h-9">
        <span className="font-medium">Only what came together</span>
        <button
          type="button"
          aria-label="List all leads"
          onClick={onRemove}
          className="ml-1 grid h-full w-6 shrink-0 place-items-center rounded-r-md text-muted hover:bg-hover hover:text-ink max-sm:w-9"
        >
          <X className="size-3.5" />
        </button>
      </span>
    </p>
  )
}
