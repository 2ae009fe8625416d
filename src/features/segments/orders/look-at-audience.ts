import type { AudienceProvider } from '../../audience/index.ts'
import type { AudienceFilter } from '../../audience/schema.ts'

export interface Seen {
  /** Which load; null while there is none. */
  version: string | null
  count: number
}

/** What of the audience tells whether people came: its version and how many match. */
export async function lookAtAudience(
  provider: AudienceProvider,
  workspaceId: string,
  filter: AudienceFilter,
): Promise<Seen> {
  const version = await provider.version()
  if (version === null) return { version: null, count: 0 }
  const { count } = await provider.count({ filter, workspaceId })
  return { version: version.id, count }
}
