import type { Platform } from '../../platform/platform.ts'

/** The address people use. Ask for it when a request needs it: with PORT=0 it is known once the server listens. */
export function appUrl({ config }: Platform): URL {
  return new URL(config.appUrl)
}

export function isHttps({ config }: Platform): boolean {
  return config.appUrl.startsWith('https:')
}
