import { Columns3, Minus, Plus } from 'lucide-react'
import { Button } from '../button.tsx'
import { Checkbox } from '../checkbox.tsx'
import { IconButton } from '../icon-button.tsx'
import { Popover } from '../popover.tsx'
import type { TableColumns } from './use-columns.ts'

const step = 24

/** Column choice, and widths for those who do not drag. */
export function ColumnsPopover<Row>({ columns }: { columns: TableColumns<Row> }) {
  return (
    <Popover
      label="Columns"
      align="end"
      trigger={
        <Button variant="ghost" size="sm" icon={<Columns3 aria-hidden className="size-3.5" />}>
          Columns
        </Button>
      }
    >
      <fieldset className="flex flex-col">
        <legend className="sr-only">Columns to show</legend>
        {columns.all.map((column) => (
          <div key={column.id} className="flex items-center gap-1 rounded-sm px-1 hover:bg-hover">
            <Checkbox
              label={column.header}
              checked={columns.isShown(column)}
              disabled={column.fixed ?? false}
              onCheckedChange={() => columns.toggle(column.id)}
              className="flex-1 py-1.5"
            />
            {columns.isShown(column) ? (
              <>
                <IconButton
                  label={`Narrow ${column.header}`}
                  className="size-6"
                  onClick={() => columns.resize(column.id, columns.widthOf(column) - step)}
                >
                  <Minus />
                </IconButton>
                <IconButton
                  label={`Widen ${column.header}`}
                  className="size-6"
                  onClick={() => columns.resize(column.id, columns.widthOf(column) + step)}
                >
                  <Plus />
                </IconButton>
              </>
            ) : null}
          </div>
        ))}
      </fieldset>
      <Button variant="ghost" size="sm" className="mt-2" onClick={columns.reset}>
        Back to the usual columns
      </Button>
    </Popover>
  )
}
