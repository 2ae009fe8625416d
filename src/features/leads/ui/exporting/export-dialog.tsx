import { useState } from 'react'
import {
  Button,
  Checkbox,
  Dialog,
  errorText,
  formatBytes,
  formatCount,
  ProgressBar,
  plural,
  toast,
} from '../../../../ui/index.ts'
import { downloadExport } from './download-export.ts'
import { exportColumns } from './export-columns.ts'

interface ExportDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Filters and sort of the list: the file holds what the list shows. */
  query: Readonly<Record<string, string>>
  total: number | undefined
}

interface Progress {
  rows: number
  bytes: number
  rate: number
}

/** Chooses columns and downloads what the list shows, with progress and a way to stop. */
export function ExportDialog({ open, onOpenChange, query, total }: ExportDialogProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(exportColumns.map(({ value }) => value)),
  )
  const [progress, setProgress] = useState<Progress | null>(null)
  const [stop, setStop] = useState<AbortController | null>(null)

  async function run() {
    const controller = new AbortController()
    setStop(controller)
    setProgress({ rows: 0, bytes: 0, rate: 0 })
    try {
      const columns = exportColumns.map(({ value }) => value).filter((value) => chosen.has(value))
      const { rows } = await downloadExport(
        { ...query, columns: columns.join(',') },
        controller.signal,
        setProgress,
      )
      toast({ title: `${plural(rows, 'lead')} exported` })
      onOpenChange(false)
    } catch (error) {
      if (!controller.signal.aborted) toast.error('The export stopped', errorText(error))
    } finally {
      setProgress(null)
      setStop(null)
    }
  }

  const noun = total === undefined ? 'leads' : plural(total, 'lead')
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) stop?.abort()
        onOpenChange(next)
      }}
      title={`Export ${noun}`}
      description="A CSV of what the list shows now, with its filters. Cells that a spreadsheet would run as formulas are made harmless and come back unchanged when you import the file here."
      footer={
        <>
          <Button onClick={() => (stop ? stop.abort() : onOpenChange(false))}>
            {stop ? 'Stop' : 'Cancel'}
          </Button>
          <Button
            variant="primary"
            busy={progress !== null}
            disabled={chosen.size === 0}
            onClick={() => void run()}
          >
            Export {noun}
          </Button>
        </>
      }
    >
      {progress ? (
        <ProgressBar
          label={`Exporting, ${formatBytes(progress.bytes)}`}
          done={progress.rows}
          total={total ?? progress.rows}
          rate={progress.rate}
          unit="rows"
        />
      ) : (
        <fieldset>
          <legend className="mb-2 font-medium">
            Columns, {formatCount(chosen.size)} of {exportColumns.length}
          </legend>
          <div className="grid grid-cols-3 gap-1.5 max-sm:grid-cols-2">
            {exportColumns.map(({ value, label }) => (
              <Checkbox
                key={value}
                label={label}
                checked={chosen.has(value)}
                onCheckedChange={(on) => {
                  const next = new Set(chosen)
                  if (on) next.add(value)
                  else next.delete(value)
                  setChosen(next)
                }}
              />
            ))}
          </div>
        </fieldset>
      )}
    </Dialog>
  )
}
