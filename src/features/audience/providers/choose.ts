import type { Platform } from '../../../platform/platform.ts'
import type { AudienceProvider } from './provider.ts'

/** Nobody to be found, until people are loaded. */
const NOBODY: AudienceProvider = {
  name: 'local',
  version: async () => null,
  cannot: () => [],
  count: async () => ({ count: 0, net_new: 0 }),
  facets: async () => ({}),
  sample: async () => [],
  pull: async () => ({ people: [], next: null }),
  match: async (people) => people.map(() => null),
  remove: async () => 0,
}

/** Where the people of this platform come from. */
export function providerOf(_platform: Platform): AudienceProvider {
  return NOBODY
}
