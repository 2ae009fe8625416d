import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import {
  errorText,
  formatBytes,
  newIdempotencyKey,
  type Step,
  Stepper,
  upload,
  useSearchParams,
} from '../../../../ui/index.ts'
import { CheckStep } from './check-step.tsx'
import { DoneStep } from './done-step.tsx'
import { DropStep } from './drop-step.tsx'
import { MapStep } from './map-step.tsx'
import { PREVIEW_BYTES, useImportDraft } from './use-import-draft.ts'

export interface CheckedFile {
  /** Rows by the size of the file and of its first ones; exact for a small file. */
  estimatedRows: number
  isSending: boolean
  problem: string | null
  /** Sends the file with these options beside it. */
  send(options: Record<string, string>): void
}

interface ImportFlowProps {
  /** Where the file goes. */
  path: string
  /** The last decisions and the button that starts the import. */
  children: (checked: CheckedFile) => ReactNode
}

/** Drop, map, check, done: one page whose steps fold into a line when they are done. */
export function ImportFlow({ path, children }: ImportFlowProps) {
  const [params, update] = useSearchParams()
  const draft = useImportDraft()
  const [isMapped, setMapped] = useState(false)
  const [sending, setSending] = useState<{ sent: number; total: number } | null>(null)
  // One key for one intention: a second click or a retry after a lost answer imports nothing twice.
  const [key, setKey] = useState(newIdempotencyKey)
  const importId = params.import
  const send = useMutation({
    mutationFn: (options: Record<string, string>) => {
      const form = new FormData()
      form.set('mapping', JSON.stringify(draft.mapping))
      form.set('default_country', draft.defaultCountry)
      for (const [name, value] of Object.entries(options)) form.set(name, value)
      form.set('file', draft.file as File)
      return upload<{ import_id: string }>(path, form, {
        headers: { 'idempotency-key': key },
        onProgress: (sent, total) => setSending({ sent, total }),
      })
    },
    onSuccess: (answer) => update({ import: answer.import_id }),
    onError: () => setKey(newIdempotencyKey()),
    onSettled: () => setSending(null),
  })
  const { file, preview } = draft
  const startOver = () => {
    draft.choose(null)
    setMapped(false)
    send.reset()
    setKey(newIdempotencyKey())
    update({ import: undefined })
  }
  const steps: Step[] = [
    {
      title: 'Drop',
      summary: file ? `${file.name}, ${formatBytes(file.size)}` : 'A file',
      ...(importId ? {} : { onEdit: startOver }),
      children: (
        <DropStep
          onFile={(chosen) => {
            draft.choose(chosen)
            setMapped(false)
          }}
        />
      ),
    },
    {
      title: 'Map',
      summary: preview ? summaryOf(preview.columns) : 'Columns',
      ...(importId ? {} : { onEdit: () => setMapped(false) }),
      children: <MapStep draft={draft} onNext={() => setMapped(true)} />,
    },
    {
      title: 'Check',
      summary: preview ? `${preview.rows_checked} rows looked at` : 'Rows',
      children: preview ? (
        <CheckStep preview={preview} sending={sending}>
          {children({
            estimatedRows: estimateRows(file, preview.rows_checked),
            isSending: send.isPending,
            problem: send.error ? errorText(send.error) : null,
            send: send.mutate,
          })}
        </CheckStep>
      ) : null,
    },
    { title: 'Done', children: importId ? <DoneStep importId={importId} onAgain={startOver} /> : null },
  ]
  const current = importId ? 3 : !file ? 0 : isMapped && preview && !preview.refusal ? 2 : 1
  return <Stepper steps={steps} current={current} />
}

function estimateRows(file: File | null, rows: number): number {
  if (!file || file.size <= PREVIEW_BYTES) return rows
  return Math.round((rows * file.size) / PREVIEW_BYTES)
}

function summaryOf(columns: { field: string | null; ignored: boolean }[]): string {
  const mapped = columns.filter(({ field, ignored }) => field !== null && !ignored).length
  return `${mapped} of ${columns.length} columns mapped`
}
