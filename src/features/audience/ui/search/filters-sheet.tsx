import { Button, Dialog, plural } from '../../../../ui/index.ts'
import { Facets, type FacetsProps } from './facets-column.tsx'

interface FiltersSheetProps extends FacetsProps {
  open: boolean
  onClose: () => void
  /** How many match; undefined while it is counted. */
  count: number | undefined
}

/** What stands beside the people on a wide screen, over them on a narrow one. */
export function FiltersSheet({ open, onClose, count, ...facets }: FiltersSheetProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title="Filters"
      footer={
        <Button variant="primary" onClick={onClose}>
          Show {count === undefined ? 'people' : plural(count, 'person', 'people')}
        </Button>
      }
    >
      <div className="-mx-5">
        <Facets {...facets} />
      </div>
    </Dialog>
  )
}
