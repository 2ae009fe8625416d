import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { useDropzone } from 'react-dropzone'
import { Button, cn, errorText, Panel, ProgressBar, toast, upload } from '../../../../ui/index.ts'
import type { Version } from '../../versions/schema.ts'
import { versionsKey } from './use-versions.ts'

/** Sends files of people; the server loads them beside what is searched and swaps them in when they are whole. */
export function LoadPanel({ isLoading }: { isLoading: boolean }) {
  const client = useQueryClient()
  const [sent, setSent] = useState<{ done: number; total: number; since: number }>()
  const stop = useRef<AbortController>(null)
  const send = useMutation({
    mutationFn: (files: readonly File[]) => {
      const form = new FormData()
      for (const file of files) form.append('file', file)
      const since = Date.now()
      setSent({ done: 0, total: files.reduce((sum, { size }) => sum + size, 0), since })
      stop.current = new AbortController()
      return upload<Version>('/api/operator/audience/loads', form, {
        onProgress: (done, total) => setSent({ done, total, since }),
        signal: stop.current.signal,
      })
    },
    onSuccess: () => toast({ title: 'All is sent and being loaded' }),
    onSettled: () => client.invalidateQueries({ queryKey: versionsKey }),
  })
  const isStopped = send.error instanceof DOMException
  return (
    <Panel title="Load people">
      {send.isPending && sent ? (
        <Sending files={send.variables} sent={sent} onStop={() => stop.current?.abort()} />
      ) : (
        <Drop isBusy={isLoading} onFiles={(files) => send.mutate(files)} />
      )}
      {send.error && !isStopped ? (
        <p role="alert" className="mt-3 rounded-md bg-bad-soft px-3 py-2 text-bad">
          {errorText(send.error)} What people search now is unchanged.
        </p>
      ) : null}
    </Panel>
  )
}

interface SendingProps {
  files: readonly File[]
  sent: { done: number; total: number; since: number }
  onStop: () => void
}

function Sending({ files, sent, onStop }: SendingProps) {
  const seconds = (Date.now() - sent.since) / 1000
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000)
  return (
    <ProgressBar
      label={`Sending ${files.map(({ name }) => name).join(', ')}`}
      done={megabytes(sent.done)}
      total={Math.max(1, megabytes(sent.total))}
      rate={seconds > 1 ? sent.done / 1_000_000 / seconds : 0}
      unit="MB"
      action={
        <Button size="sm" onClick={onStop}>
          Stop
        </Button>
      }
    />
  )
}

function Drop({ isBusy, onFiles }: { isBusy: boolean; onFiles: (files: readonly File[]) => void }) {
  const { getRootProps, getInputProps, isDragActive, open, fileRejections } = useDropzone({
    noClick: true,
    noKeyboard: true,
    disabled: isBusy,
    accept: {
      'text/csv': ['.csv', '.tsv', '.txt'],
      'application/vnd.apache.parquet': ['.parquet'],
    },
    onDropAccepted: onFiles,
  })
  return (
    <div
      {...getRootProps()}
      className={cn(
        'flex flex-col items-center gap-2 rounded-md border border-dashed border-edge px-4 py-8 text-center',
        isDragActive && 'border-solid bg-selected',
      )}
    >
      <input {...getInputProps({ 'aria-label': 'CSV or Parquet files' })} />
      <FileUp aria-hidden className="size-6 text-muted" />
      <p className="font-medium">{isDragActive ? 'Let go to send' : 'Drop CSV or Parquet files here'}</p>
      <p className="max-w-lg text-sm text-muted">
        Together they become the whole audience once they are loaded; until then everybody searches what there
        is, and a file that cannot be read changes nothing. Larger files:{' '}
        <code>npm run audience:load -- FILE</code> on the server.
      </p>
      <Button disabled={isBusy} onClick={open}>
        {isBusy ? 'One load is under way' : 'Choose files'}
      </Button>
      {fileRejections[0] ? (
        <p role="alert" className="text-sm text-bad">
          {fileRejections[0].file.name}: a CSV or Parquet file is needed.
        </p>
      ) : null}
    </div>
  )
}
