/** What the server puts into each pixel's copy of this script; short names, because every visitor loads them. */
export interface Settings {
  /** the pixel's key */
  k: string
  /** what it may do until the site says more: the place in CONSENTS */
  c: number
  /** selector of the fields whose email may be taken */
  f: string
  /** expression of the paths that are not counted */
  p: string
  /** expression of what of an address is not kept */
  q: string
}

/** Nothing, count without storing an id, or keep one. */
export const CONSENTS: unknown[] = ['off', 'cookieless', 'full']

declare const __ASSAY_PIXEL__: Settings

export const settings = __ASSAY_PIXEL__
