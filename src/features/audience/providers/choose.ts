import type { Platform } from '../../../platform/platform.ts'
import { localAudience } from '../local/local-audience.ts'
import { createAudienceLab } from './audiencelab/index.ts'
import type { AudienceProvider } from './provider.ts'

const chosen = new WeakMap<Platform, AudienceProvider>()

/** Where the people of this platform come from: AudienceLab with a key of it, else what was loaded here. */
export function providerOf(platform: Platform): AudienceProvider {
  const known = chosen.get(platform)
  if (known) return known
  const provider = choose(platform)
  chosen.set(platform, provider)
  return provider
}

function choose({ config, db, log, shutdown }: Platform): AudienceProvider {
  if (config.audienceLab) return createAudienceLab({ ...config.audienceLab, db, log, shutdown })
  const local = localAudience(db, config.dataDir)
  const close = () =>
    void local.close().catch((error: unknown) => log.error({ err: error }, 'the audience did not close'))
  if (shutdown.aborted) close()
  else shutdown.addEventListener('abort', close, { once: true })
  return local
}
