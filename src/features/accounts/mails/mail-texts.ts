import type { Mail } from '../../../platform/mail/index.ts'

/** The words of the mails accounts send. Links go to pages, never to the API: mail scanners follow links. */

export function invitationMail(
  to: string,
  link: string,
  { inviter, workspace }: { inviter: string; workspace: string },
): Mail {
  return {
    to,
    subject: `${oneLine(inviter)} invites you to ${oneLine(workspace)} on Assay`,
    text: `${oneLine(inviter)} invites you to work in ${oneLine(workspace)} on Assay.

Accept the invitation (it holds for 7 days):
${link}

If you did not expect this, ignore this mail.
`,
  }
}

export function resetMail(to: string, link: string): Mail {
  return {
    to,
    subject: 'Choose a new password for Assay',
    text: `Someone asked to reset the password of your Assay account.

Choose a new one (the link holds for one hour):
${link}

If it was not you, ignore this mail: your password stays as it is.
`,
  }
}

export function verificationMail(to: string, link: string): Mail {
  return {
    to,
    subject: 'Confirm your email address for Assay',
    text: `Welcome to Assay. Confirm that this address is yours (the link holds for one day):
${link}

If you did not sign up, ignore this mail.
`,
  }
}

/** Names are people's own text: no line breaks in a subject, and not endless. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 100)
}
