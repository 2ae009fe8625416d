import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { leadOfToken, visitorToken } from './visitor-token.ts'

const db = { secret: () => Buffer.alloc(32, 7) }
const [workspaceId, leadId] = [randomUUID(), randomUUID()]

it('says which lead it was made for, in its workspace, for 180 days', () => {
  const token = visitorToken(db, { workspaceId, leadId })
  expect(token).toMatch(/^[A-Za-z0-9_-]{46}$/)
  expect(leadOfToken(db, workspaceId, token)).toBe(leadId)
  const later = (days: number) => new Date(Date.now() + days * 86_400_000)
  expect(leadOfToken(db, workspaceId, token, later(180))).toBe(leadId)
  expect(leadOfToken(db, workspaceId, token, later(181))).toBeNull()
})

it('is believed neither elsewhere nor with one bit changed', () => {
  const token = visitorToken(db, { workspaceId, leadId })
  expect(leadOfToken(db, randomUUID(), token)).toBeNull()
  expect(leadOfToken({ secret: () => Buffer.alloc(32, 8) }, workspaceId, token)).toBeNull()
  const bytes = Buffer.from(token, 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const forged = Buffer.from(bytes)
    forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(leadOfToken(db, workspaceId, forged.toString('base64url'))).toBeNull()
  }
  for (const wrong of ['', 'x', `${token}A`, token.slice(1)])
    expect(leadOfToken(db, workspaceId, wrong)).toBeNull()
})
