/** How far a load is, and at its end what it found. */
export interface LoadProgress {
  step?: string
  rows_read?: number
  rows?: number
  duplicates?: number
  left_out?: number
  removed?: number
  unknown?: { field: string; value: string; rows: number }[]
}

/** A version of the audience as the operator's API shows it. */
export interface AudienceVersion {
  id: string
  status: 'waiting' | 'loading' | 'ready' | 'failed' | 'cancelled' | 'deleted'
  files: string[]
  people: number | null
  bytes: number | null
  progress: LoadProgress
  failure: string | null
  created_at: string
  started_at: string | null
  ready_at: string | null
  activated_at: string | null
}

export const versionWords = {
  waiting: { label: 'Waiting', tone: 'neutral' },
  loading: { label: 'Loading', tone: 'neutral' },
  ready: { label: 'Kept', tone: 'neutral' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Stopped', tone: 'warn' },
  deleted: { label: 'Files removed', tone: 'neutral' },
} as const

export const isLoading = ({ status }: AudienceVersion): boolean =>
  status === 'waiting' || status === 'loading'
