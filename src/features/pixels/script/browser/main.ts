import { identify, noteClick, noteForm } from './interactions.ts'
import { keep } from './kept.ts'
import { changeConsent, flush, handOver, track } from './outbox.ts'
import { leavePage, notePlace, noteScroll, openPage, sign, view } from './page.ts'
import { key } from './settings.ts'

type Call = [verb: string, first?: unknown, second?: unknown]

declare global {
  interface Window {
    assay?: {
      (...call: Call): void
      /** Calls from before this script was there. */
      q?: Call[]
      /** Of the pixel that answers. */
      k?: string
    }
  }
  interface Navigator {
    globalPrivacyControl?: boolean
  }
  interface Document {
    prerendering?: boolean
  }
}

const verbs: Record<string, (first: unknown, second: unknown) => void> = {
  consent: changeConsent,
  identify: (given) => identify(given as object, 'call'),
  track(name, properties) {
    if (JSON.stringify([name, properties]).length < 1500) track('custom', { name, properties })
  },
}

function call(...[verb, first, second]: Call): void {
  // nothing a site says makes its own code fail
  try {
    verbs[verb]?.(first, second)
  } catch {}
}

function start() {
  const early = window.assay?.q || []
  window.assay = call
  window.assay.k = key
  for (const one of early) call(...one)
  if (!view) openPage()
  const token = new URLSearchParams(location.search).get('assay_id')
  if (token) identify({ token }, 'mail')

  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name]
    history[name] = function (...state) {
      original.apply(this, state)
      notePlace(name)
    }
  }
  const listeners = {
    popstate: notePlace,
    pageshow: ({ persisted }: PageTransitionEvent) => persisted && openPage(),
    // also when a page is closed
    visibilitychange() {
      if (document.hidden) {
        leavePage()
        handOver()
      } else {
        sign()
        flush()
      }
    },
    online: flush,
    pointermove: sign,
    keydown: sign,
    scroll: noteScroll,
    click: noteClick,
    submit: noteForm,
  }
  for (const [name, listener] of Object.entries(listeners))
    addEventListener(name, listener as EventListener, true)
}

if (navigator.globalPrivacyControl || navigator.doNotTrack === '1') {
  window.assay = () => {}
  keep()
} else if (!window.assay?.k) {
  // a page made ready before anybody asked for it is looked at later, or never
  if (document.prerendering) document.addEventListener('prerenderingchange', start, { once: true })
  else start()
}
