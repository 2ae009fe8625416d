/** What a request gives to ingest_pixel_events(), which says what each letter is. */

export interface NewEvent {
  i: string
  at: number
  n: string
  u?: string | null
  l?: string | null
  r?: string | null
  us?: string | null
  um?: string | null
  uc?: string | null
  d?: object | null
  k?: string | null
  x?: string | null
  y?: object | null
}

export interface Hit {
  w: string
  p: string
  v: string
  s: string | null
  c: string | null
  g: string | null
  d: string | null
  b: string | null
  o: string | null
  a: string | null
  cn?: string | null
  cd?: string | null
  cz?: string | null
  events: NewEvent[]
}

export interface Drop {
  w: string
  p: string
  reason: string
  events: number
}

export interface Taken {
  hits: Hit[]
  drops: Drop[]
}
