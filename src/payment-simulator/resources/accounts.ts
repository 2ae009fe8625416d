import { makeAccount } from '../flows/accounts.ts'
import { listRoute, need, retrieveRoute } from '../http/read.ts'
import type { Route } from '../http/route.ts'
import { invalid } from '../http/stripe-error.ts'
import { newId, now } from '../world.ts'

const PATH = '/v1/accounts'
const FIELDS = [
  ...[
    'type',
    'country',
    'email',
    'capabilities',
    'business_type',
    'business_profile',
    'metadata',
    'controller',
  ],
  ...['settings', 'default_currency', 'tos_acceptance', 'individual', 'company'],
]
const LINK_LASTS = 300

export const accounts: Route[] = [
  {
    method: 'post',
    path: PATH,
    takes: FIELDS,
    run(world, { params }) {
      const dashboard = params.inner('controller').inner('stripe_dashboard').text('type')
      if ((params.text('type') ?? dashboard) !== 'express')
        throw invalid('The payment simulator makes Express accounts only.', 'type')
      return makeAccount(world, {
        country: params.text('country') ?? 'US',
        email: params.text('email'),
        business_type: params.text('business_type'),
        metadata: params.metadata(),
      })
    },
  },
  {
    method: 'post',
    path: `${PATH}/:id`,
    takes: FIELDS,
    run(world, { id, params }) {
      const { email, metadata } = need(world, 'account', id)
      return world.store.patch('account', id, {
        email: params.text('email') ?? email,
        metadata: params.metadata(metadata),
      })
    },
  },
  retrieveRoute('account', PATH),
  listRoute('account', PATH),
  {
    method: 'post',
    path: `${PATH}/:id/login_links`,
    run(world, { id }) {
      need(world, 'account', id)
      return { object: 'login_link', created: now(), url: `${world.url}/accounts/${id}` }
    },
  },
  {
    method: 'post',
    path: '/v1/account_links',
    takes: ['account', 'type', 'refresh_url', 'return_url', 'collect', 'collection_options'],
    run(world, { params }) {
      const account = need(world, 'account', params.needed('account'), 'account')
      params.oneOf('type', ['account_onboarding', 'account_update'])
      const link = world.store.put('account_link', {
        id: newId('link'),
        object: 'account_link',
        created: now(),
        account: account.id,
        expires_at: now() + LINK_LASTS,
        refresh_url: params.url('refresh_url') ?? params.needed('refresh_url'),
        return_url: params.url('return_url') ?? params.needed('return_url'),
        used: false,
      })
      const { created, expires_at } = link
      return { object: 'account_link', created, expires_at, url: `${world.url}/onboarding/${link.id}` }
    },
  },
]
