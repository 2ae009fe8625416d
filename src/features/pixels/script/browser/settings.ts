/** What the server puts into each pixel's copy of this script; a bare list, because every visitor loads it. */
export type Settings = [
  key: string,
  /** What it may do until the site says more: the place in CONSENTS. */
  consent: number,
  /** Selector of the fields whose email may be taken. */
  emailFields: string,
  /** Expression of the paths that are not counted. */
  excludedPaths: string,
  /** Expression of what of an address is not kept. */
  unkeptParts: string,
]

/** Nothing, count without storing an id, or keep one. */
export const CONSENTS: unknown[] = ['off', 'cookieless', 'full']

declare const __ASSAY_PIXEL__: Settings

export const [key, consentAtFirst, emailFields, excludedPaths, unkeptParts] = __ASSAY_PIXEL__
