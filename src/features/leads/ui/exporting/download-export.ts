import { problemOf } from '../../../../ui/index.ts'

interface Progress {
  rows: number
  bytes: number
  /** Rows a second. */
  rate: number
}

const NEWLINE = 10

/** Reads the streamed CSV, tells how far it is and hands the browser the file. Rows are counted by their ends. */
export async function downloadExport(
  query: Record<string, string>,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Progress> {
  const response = await fetch(`/api/leads/export?${new URLSearchParams(query)}`, { signal })
  if (!response.ok || !response.body) {
    const type = response.headers.get('content-type') ?? ''
    throw problemOf(response.status, type, await response.text(), response.headers.get('x-request-id'))
  }
  const started = performance.now()
  const parts: Uint8Array<ArrayBuffer>[] = []
  const progress = { rows: -1, bytes: 0, rate: 0 }
  const reader = response.body.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value)
    progress.bytes += read.value.length
    for (const byte of read.value) if (byte === NEWLINE) progress.rows += 1
    progress.rate = (progress.rows * 1000) / (performance.now() - started)
    onProgress({ ...progress, rows: Math.max(0, progress.rows) })
  }
  save(new Blob(parts, { type: 'text/csv' }), `leads-${new Date().toISOString().slice(0, 10)}.csv`)
  return { ...progress, rows: Number(response.headers.get('x-total-count') ?? Math.max(0, progress.rows)) }
}

function save(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
