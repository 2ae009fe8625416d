import type { Version } from '../../versions/schema.ts'

export const versionWords = {
  waiting: { label: 'Waiting', tone: 'neutral' },
  loading: { label: 'Loading', tone: 'neutral' },
  ready: { label: 'Kept', tone: 'neutral' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Stopped', tone: 'warn' },
  deleted: { label: 'Files removed', tone: 'neutral' },
} as const

export const isLoading = ({ status }: Version): boolean => status === 'waiting' || status === 'loading'
