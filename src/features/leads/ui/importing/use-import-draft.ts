import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { upload } from '../../../../ui/index.ts'
import type { ImportPreview } from '../../importing/schema.ts'

/** Enough of the file to see its dialect, header and first rows. */
export const PREVIEW_BYTES = 60_000

/** What the person chose for a column: a field, `custom`, or null to leave it out. By column number from 0. */
export type Mapping = Readonly<Record<string, string | null>>

export interface ImportDraft {
  file: File | null
  mapping: Mapping
  defaultCountry: string
  preview: ImportPreview | undefined
  isReading: boolean
  problem: Error | null
  choose(file: File | null): void
  map(column: number, field: string | null): void
  setDefaultCountry(country: string): void
  retry(): void
}

/** A file that was dropped and not yet imported, read again whenever the mapping changes. */
export function useImportDraft(): ImportDraft {
  const [file, setFile] = useState<File | null>(null)
  const [mapping, setMapping] = useState<Mapping>({})
  const [defaultCountry, setDefaultCountry] = useState('US')
  const preview = useQuery({
    queryKey: ['import-preview', file?.name, file?.size, file?.lastModified, mapping, defaultCountry],
    queryFn: ({ signal }) => readPreview(file as File, mapping, defaultCountry, signal),
    enabled: file !== null,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return {
    file,
    mapping,
    defaultCountry,
    preview: file ? preview.data : undefined,
    isReading: preview.isFetching,
    problem: preview.error,
    choose: (next) => {
      setFile(next)
      setMapping({})
    },
    map: (column, field) => setMapping((before) => ({ ...withoutField(before, field), [column]: field })),
    setDefaultCountry,
    retry: () => void preview.refetch(),
  }
}

/** A field belongs to one column: giving it to another takes it from the first. */
function withoutField(mapping: Mapping, field: string | null): Mapping {
  if (field === null || field === 'custom') return mapping
  return Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== field))
}

function readPreview(
  file: File,
  mapping: Mapping,
  country: string,
  signal: AbortSignal,
): Promise<ImportPreview> {
  const form = new FormData()
  form.set('mapping', JSON.stringify(mapping))
  form.set('default_country', country)
  form.set('is_whole', String(file.size <= PREVIEW_BYTES))
  form.set('file', file.slice(0, PREVIEW_BYTES), file.name)
  return upload<ImportPreview>('/api/leads/imports/preview', form, { signal })
}
