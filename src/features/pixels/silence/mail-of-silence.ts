import type { Mail } from '../../../platform/mail/index.ts'

interface SilentPixel {
  id: string
  name: string
  website_url: string
  last_event_at: Date
}

export function mailOfSilence(
  { id, name, website_url, last_event_at }: SilentPixel,
  appUrl: string,
): Omit<Mail, 'to'> {
  const when = `${last_event_at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return {
    subject: `The pixel “${name}” has fallen silent`,
    text: `No event has come from ${website_url} since ${when}. For this site that is unusually long.

Perhaps the script was removed with a change of the site. A diagnosis tells what is in the way:
${appUrl}/pixels/${id}
`,
  }
}
