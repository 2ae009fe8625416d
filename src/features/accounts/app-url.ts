import type { Platform } from '../../platform/index.ts'

/** The address people use. Known once the server listens, so ask for it when a request needs it. */
export function appUrl({ config }: Platform): URL {
  if (!config.appUrl) throw new Error('The address of this server is not known yet')
  return new URL(config.appUrl)
}

export function isHttps({ config }: Platform): boolean {
  return config.appUrl?.startsWith('https:') ?? false
}
