/** What a request gives to ingest_pixel_events(), which says what each letter is. */

export interface NewEvent {
  i: string
  n: string
  u?: string
  l: string | null
  d: object | null
}

export interface NewName {
  i: string
  k: string
  x: string | null
  y: object
}

export interface Hit {
  w: string
  p: string
  v: string
  s: string | null
  i: string
  f: number
  t: number
  eu?: string
  xu?: string
  r: string | null
  us?: string | null
  um?: string | null
  uc?: string | null
  d: string | null
  b: string | null
  o: string | null
  c: string | null
  g: string | null
  a: string | null
  cn?: string
  cd?: string | null
  cz?: string | null
  events: NewEvent[]
  named: NewName[]
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
