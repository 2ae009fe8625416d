import type { Finding, Pixel } from '../schema.ts'

/** What the pixel's own settings keep from coming. */
export function judgeSettings({ status, consent }: Pick<Pixel, 'status' | 'consent'>): Finding[] {
  const isPaused = status === 'paused'
  const isOff = consent === 'off'
  return [
    {
      code: 'paused',
      ok: !isPaused,
      title: isPaused ? 'The pixel is paused' : 'The pixel is active',
      detail: isPaused ? 'A paused pixel takes no events.' : 'It takes events.',
      fix: isPaused ? 'Resume it in its settings.' : null,
    },
    {
      code: 'consent',
      ok: !isOff,
      title: isOff ? 'Consent is off until the site gives it' : 'Consent lets events be sent',
      detail: isOff
        ? 'The script sends nothing before the site says otherwise.'
        : consent === 'full'
          ? 'Visitors are recognised when they come again.'
          : 'Visits are counted without storing an id in the browser.',
      fix: isOff
        ? "Let the site call assay('consent', 'full') once a visitor agrees, or choose cookieless in the pixel's settings."
        : null,
    },
  ]
}
