import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSimulator, startReceiver, temporaryDir } from './run-simulator.ts'

const folder = temporaryDir()
const receiver = await startReceiver()
let simulator: Awaited<ReturnType<typeof runSimulator>>
beforeAll(async () => {
  simulator = await runSimulator(folder.dir, receiver)
})
afterAll(async () => {
  await simulator.stop()
  receiver.stop()
  folder.remove()
})

const account = () =>
  simulator.stripe.accounts.create({
    ...{ type: 'express', country: 'US', email: 'partner@example.com' },
    capabilities: { transfers: { requested: true } },
  })

describe('a connected account', () => {
  it('takes no transfer before its onboarding, then does, and pays it out', async () => {
    const { stripe, control } = simulator
    const made = await account()
    expect(made).toMatchObject({ details_submitted: false, payouts_enabled: false, type: 'express' })
    const params = { amount: 7000, currency: 'usd', destination: made.id, transfer_group: 'payout-1' }
    await expect(stripe.transfers.create(params)).rejects.toMatchObject({
      code: 'insufficient_capabilities_for_transfer',
    })
    await control.setAccount(made.id, 'enabled')
    expect(await stripe.accounts.retrieve(made.id)).toMatchObject({
      payouts_enabled: true,
      details_submitted: true,
    })
    const transfer = await stripe.transfers.create(params, { idempotencyKey: 'payout-1' })
    expect((await stripe.transfers.create(params, { idempotencyKey: 'payout-1' })).id).toBe(transfer.id)
    expect((await stripe.transfers.list({ transfer_group: 'payout-1' })).data).toHaveLength(1)
    await control.payPayout(transfer.id)
    await control.failPayout(transfer.id)
    const [payout] = (await stripe.payouts.list({}, { stripeAccount: made.id })).data
    expect(payout).toMatchObject({ status: 'failed', failure_code: 'account_closed', amount: 7000 })
    await control.webhooks.settled()
    const heard = receiver.received.filter((event) => event.account === made.id).map(({ type }) => type)
    expect(heard.sort()).toEqual(['account.updated', 'payout.created', 'payout.failed', 'payout.paid'])
    expect((await stripe.events.list({ type: 'payout.failed' })).data).toEqual([])
  })

  it('gives a transfer back in parts', async () => {
    const { stripe, control } = simulator
    const { id: destination } = await account()
    await control.setAccount(destination, 'enabled')
    const { id } = await stripe.transfers.create({ amount: 5000, currency: 'usd', destination })
    await stripe.transfers.createReversal(id, { amount: 2000 })
    await control.reverseTransfer(id)
    await expect(stripe.transfers.createReversal(id)).rejects.toThrow('already fully reversed')
    const transfer = await stripe.transfers.retrieve(id)
    expect(transfer).toMatchObject({ amount_reversed: 5000, reversed: true })
    expect((await stripe.transfers.listReversals(id)).data.map(({ amount }) => amount)).toEqual([3000, 2000])
    const first = transfer.reversals.data[0]
    expect(await stripe.transfers.retrieveReversal(id, String(first?.id))).toMatchObject({ transfer: id })
  })

  it('may be refused a transfer for want of funds, once or by the balance', async () => {
    const { stripe, control } = simulator
    const { id: destination } = await account()
    await control.setAccount(destination, 'enabled')
    await control.failNextTransfers()
    const params = { amount: 5000, currency: 'usd', destination }
    await expect(stripe.transfers.create(params)).rejects.toMatchObject({ code: 'balance_insufficient' })
    await stripe.transfers.create(params)
    await control.set({ check_balance: true })
    await expect(stripe.transfers.create(params)).rejects.toMatchObject({ code: 'balance_insufficient' })
    await control.setAccount(destination, 'restricted')
    expect((await stripe.accounts.retrieve(destination)).requirements?.disabled_reason).not.toBeNull()
  })
})
