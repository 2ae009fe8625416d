import { FileUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useDropzone } from 'react-dropzone'
import { Button, cn } from '../../../../ui/index.ts'

const MAX_BYTES = 500 * 1024 * 1024

interface DropStepProps {
  onFile: (file: File) => void
  maxBytes?: number
  /** What a file may be, in words. */
  children?: ReactNode
}

const OF_AN_IMPORT =
  'Comma, tab, semicolon or pipe; any encoding; to 1,000,000 rows or 500 MB. It needs a column with emails, phones or LinkedIn addresses. Nothing is stored before you have seen how it is read.'

/** Drop a file or choose one. */
export function DropStep({ onFile, maxBytes = MAX_BYTES, children = OF_AN_IMPORT }: DropStepProps) {
  const { getRootProps, getInputProps, isDragActive, open, fileRejections } = useDropzone({
    multiple: false,
    maxSize: maxBytes,
    noClick: true,
    noKeyboard: true,
    onDropAccepted: ([file]) => file && onFile(file),
  })
  return (
    <div
      {...getRootProps()}
      className={cn(
        'flex flex-col items-center gap-2 rounded-md border border-dashed border-edge px-4 py-10 text-center',
        isDragActive && 'border-solid bg-selected',
      )}
    >
      <input {...getInputProps({ 'aria-label': 'CSV file' })} />
      <FileUp aria-hidden className="size-6 text-muted" />
      <p className="font-medium">{isDragActive ? 'Let go to read it' : 'Drop a CSV file here'}</p>
      <p className="max-w-md text-sm text-muted">{children}</p>
      <Button variant="primary" onClick={open}>
        Choose a file
      </Button>
      {fileRejections[0] ? (
        <p role="alert" className="text-sm text-bad">
          {fileRejections[0].file.name}: {fileRejections[0].errors[0]?.message}. Split the file and send the
          parts.
        </p>
      ) : null}
    </div>
  )
}
