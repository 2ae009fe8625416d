import type { FilterDef } from '../../../../ui/index.ts'
import { SEGMENT_STATUSES, SEGMENT_TARGETS } from '../../values.ts'
import { statusWords, targetWords } from '../segment.ts'
import { readFolders } from '../use-folders.ts'

export const segmentFilters: FilterDef[] = [
  { kind: 'enum', key: 'folder', label: 'Folder', options: folderOptions },
  {
    kind: 'enum',
    key: 'status',
    label: 'Status',
    options: SEGMENT_STATUSES.map((value) => ({ value, label: statusWords[value] })),
  },
  {
    kind: 'enum',
    key: 'target',
    label: 'People from',
    options: SEGMENT_TARGETS.map((value) => ({ value, label: targetWords[value] })),
  },
]

async function folderOptions() {
  const folders = await readFolders()
  return folders.map((folder) => ({ value: folder, label: folder }))
}
