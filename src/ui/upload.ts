import { problemOf, tellSignedOut } from './api.ts'

export interface UploadOptions {
  onProgress?: (sentBytes: number, totalBytes: number) => void
  signal?: AbortSignal
  headers?: Record<string, string>
}

/** POSTs a form and tells how much has been sent (fetch cannot). Returns and throws as `api` does. */
export function upload<T>(path: string, form: FormData, options: UploadOptions = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('accept', 'application/json')
    for (const [name, value] of Object.entries(options.headers ?? {})) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => options.onProgress?.(event.loaded, event.total)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve((request.responseText ? JSON.parse(request.responseText) : undefined) as T)
        return
      }
      tellSignedOut(path, request.status)
      const type = request.getResponseHeader('content-type') ?? ''
      reject(problemOf(request.status, type, request.responseText, request.getResponseHeader('x-request-id')))
    }
    request.onerror = () => reject(new TypeError('The upload was cut off'))
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'))
    options.signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}
