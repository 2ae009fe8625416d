import type { Settings } from './store/kinds.ts'
import type { Store } from './store/store.ts'
import { newId, now } from './world.ts'

const ID = 'settings'

/** The settings; made at the first start, with secrets of their own. */
export function openSettings(store: Store): Settings {
  const known = store.get('settings', ID)
  if (known) return known
  const made: Settings = {
    id: ID,
    object: 'settings',
    created: now(),
    secret_key: newId('sk_test', 32),
    webhook_secret: newId('whsec', 32),
    base_url: '',
    delay_ms: 0,
    copies: 1,
    reorder: false,
    hold: false,
    drop: false,
    async_seconds: 5,
    payout_seconds: 10,
    check_balance: false,
    fail_next_transfers: 0,
    refuse_requests: 0,
    lose_answers: 0,
  }
  return store.transaction(() => store.put('settings', made))
}

export function settingsOf(store: Store): Settings {
  return store.get('settings', ID) ?? openSettings(store)
}

const NUMBERS = {
  delay_ms: 600_000,
  copies: 10,
  async_seconds: 86_400,
  payout_seconds: 86_400,
  fail_next_transfers: 1000,
  refuse_requests: 1000,
  lose_answers: 1000,
} as const
export const SWITCHES = ['reorder', 'hold', 'drop', 'check_balance'] as const

/** Takes the settings it knows out of anything; numbers stay within bounds. */
export function changeSettings(store: Store, given: Record<string, unknown>): Settings {
  const changed: Partial<Settings> = {}
  for (const [name, most] of Object.entries(NUMBERS)) {
    const value = Number(given[name])
    if (given[name] === undefined || !Number.isFinite(value)) continue
    changed[name as keyof typeof NUMBERS] = Math.round(
      Math.min(most, Math.max(name === 'copies' ? 1 : 0, value)),
    )
  }
  for (const name of SWITCHES) if (given[name] !== undefined) changed[name] = isOn(given[name])
  return store.transaction(() => store.patch('settings', settingsOf(store).id, changed))
}

/** True once for each time that was asked for. */
export function takeOne(
  store: Store,
  name: 'fail_next_transfers' | 'refuse_requests' | 'lose_answers',
): boolean {
  const settings = settingsOf(store)
  if (settings[name] === 0) return false
  store.transaction(() => store.patch('settings', settings.id, { [name]: settings[name] - 1 }))
  return true
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true' || value === 'on' || value === '1'
}
