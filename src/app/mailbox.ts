import { createRoute, z } from '@hono/zod-openapi'
import { type Api, createApi } from '../platform/http/index.ts'
import type { LocalMailbox } from '../platform/mail/index.ts'

const mailSchema = z
  .object({
    id: z.uuid(),
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string().nullable(),
    sent_at: z.iso.datetime(),
  })
  .openapi('Mail')

const listMails = createRoute({
  method: 'get',
  path: '/',
  summary: 'Mails this run would have sent (development and demo runs only)',
  responses: {
    200: {
      description: 'The last mails, newest first',
      content: { 'application/json': { schema: z.object({ data: z.array(mailSchema) }) } },
    },
  },
})

/** Mounted only in a run whose mails are nobody's secret. */
export function mailboxRoutes(mailbox: LocalMailbox): Api {
  return createApi().openapi(listMails, (c) => {
    const data = mailbox.list().map(({ id, to, subject, text, html, sentAt }) => ({
      ...{ id, to, subject, text },
      html: html ?? null,
      sent_at: sentAt.toISOString(),
    }))
    return c.json({ data }, 200)
  })
}
