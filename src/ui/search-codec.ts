/** The URL's search part: every filter, sort and tab as plain strings. */
export type SearchParams = Record<string, string>

/** `?score=60..&status=new,won`: plain and readable, no JSON. Long values are cut: a URL is input like any other. */
export function parseSearch(text: string): SearchParams {
  const params: SearchParams = {}
  for (const [key, value] of new URLSearchParams(text)) {
    if (key.length <= 64 && value) params[key] = value.slice(0, 2000)
  }
  return params
}

export function stringifySearch(params: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  }
  const text = search.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text ? `?${text}` : ''
}
