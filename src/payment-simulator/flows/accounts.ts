import { missing } from '../http/stripe-error.ts'
import type { Account } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { newId, now, type World } from '../world.ts'

export const ACCOUNT_STATES = ['incomplete', 'enabled', 'restricted'] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

const ASKED_FIRST = ['business_type', 'external_account', 'tos_acceptance.date', 'tos_acceptance.ip']
const ASKED_LATER = ['individual.verification.document']

export function makeAccount(world: World, wanted: Partial<Account>): Account {
  return world.store.put('account', {
    id: newId('acct', 16),
    object: 'account',
    business_profile: null,
    business_type: null,
    controller: {
      fees: { payer: 'application_express' },
      is_controller: true,
      losses: { payments: 'application' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: 'express' },
      type: 'application',
    },
    country: 'US',
    created: now(),
    default_currency: 'usd',
    email: null,
    external_accounts: { object: 'list', data: [], has_more: false, url: '/v1/accounts/external_accounts' },
    metadata: {},
    settings: {},
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: 'express',
    ...fieldsOf('incomplete'),
    ...wanted,
  })
}

/** Finishing the onboarding, or Stripe changing its mind. */
export function setAccountState(world: World, id: string, state: AccountState): Account {
  return world.store.transaction(() => {
    const before = world.store.get('account', id)
    if (!before) throw missing('account', id)
    const after = world.store.patch('account', id, fieldsOf(state))
    const { charges_enabled, payouts_enabled, details_submitted } = before
    emit(world, 'account.updated', after, {
      account: id,
      previous: { charges_enabled, payouts_enabled, details_submitted },
    })
    return after
  })
}

export function stateOf(account: Account): AccountState {
  if (account.payouts_enabled) return 'enabled'
  return account.details_submitted ? 'restricted' : 'incomplete'
}

function fieldsOf(state: AccountState) {
  const isEnabled = state === 'enabled'
  const due = { incomplete: ASKED_FIRST, enabled: [], restricted: ASKED_LATER }[state]
  return {
    capabilities: { transfers: isEnabled ? 'active' : 'inactive' },
    charges_enabled: isEnabled,
    details_submitted: state !== 'incomplete',
    payouts_enabled: isEnabled,
    requirements: {
      alternatives: [],
      current_deadline: null,
      currently_due: due,
      disabled_reason: isEnabled ? null : 'requirements.past_due',
      errors: [],
      eventually_due: due,
      past_due: due,
      pending_verification: [],
    },
  }
}
