import type { Metadata, StripeObject } from './base.ts'

export interface Account extends StripeObject {
  email: string | null
  country: string
  charges_enabled: boolean
  payouts_enabled: boolean
  details_submitted: boolean
  metadata: Metadata
  capabilities: Record<string, string>
}

export interface AccountLink extends StripeObject {
  account: string
  return_url: string
  refresh_url: string
  expires_at: number
  used: boolean
}

export interface Transfer extends StripeObject {
  amount: number
  amount_reversed: number
  currency: string
  destination: string
  reversed: boolean
  transfer_group: string | null
  metadata: Metadata
  _payout: string
}

export interface TransferReversal extends StripeObject {
  amount: number
  transfer: string
}

export interface Payout extends StripeObject {
  amount: number
  status: 'pending' | 'paid' | 'failed'
  _account: string
}
