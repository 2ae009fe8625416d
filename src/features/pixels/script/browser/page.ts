import { clean } from './clean.ts'
import { type PixelEvent, track } from './outbox.ts'
import { excludedPaths } from './settings.ts'

const urlNow = () => (RegExp(excludedPaths).test(location.pathname) ? '' : clean(location.href))

/** Of the page that is looked at; '' when it is not counted. */
export let url = urlNow()
let path: string
/** Where the visit came from: told once, with its first page. */
let referrer = document.referrer
/** The page view whose title is not read yet: routers set it after the address. */
export let view: PixelEvent | undefined
let engagedMs = 0
let lastSign = 0
let isShown = false
let deepest = 0
let toldPercent = 0

export function nameView(): void {
  if (view) view.l = document.title
  view = undefined
}

export function openPage(): void {
  url = urlNow()
  path = location.pathname
  engagedMs = deepest = toldPercent = 0
  sign()
  view = track('page_view')
  if (view && referrer) {
    view.r = clean(referrer)
    referrer = ''
  }
}

/** Somebody is there. One who gave no sign for half a minute was not. */
export function sign(): void {
  const now = Date.now()
  if (isShown) engagedMs += Math.min(now - lastSign, 3e4)
  lastSign = now
  isShown = !document.hidden
}

export function noteScroll(): void {
  sign()
  deepest = Math.max(deepest, scrollY)
}

/** Tells what was not told yet of how long and how far the page was read. */
export function leavePage(): void {
  noteScroll()
  nameView()
  const seconds = Math.round(engagedMs / 1000)
  const percent = Math.min(
    100,
    Math.round(((deepest + innerHeight) / document.documentElement.scrollHeight) * 100),
  )
  if (seconds || percent > toldPercent) {
    engagedMs -= seconds * 1000
    toldPercent = percent
    track('page_leave', { seconds, percent })
  }
}

/** A router went to another page. What it replaces within a page, such as a filter, is no other one. */
export function notePlace(how: unknown): void {
  if (how === 'replaceState' ? location.pathname !== path : urlNow() !== url) {
    leavePage()
    openPage()
  }
}
