import { Problem } from '../../../platform/errors/index.ts'
import type { AudienceProvider, AudienceVersion } from '../providers/provider.ts'

/** What people search now; a 409 problem while there is nothing. */
export async function requireVersion(provider: AudienceProvider): Promise<AudienceVersion> {
  const version = await provider.version()
  if (version === null)
    throw new Problem(
      'conflict',
      'There is no audience yet: the operator has loaded none, or the first is being loaded. Try again in a minute.',
    )
  return version
}
