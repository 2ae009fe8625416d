/** The site's own script: its app of one page, and the choice to be counted or not. */
export const SITE_JS = `window.assay = window.assay || function () { (assay.q = assay.q || []).push(arguments) }

const refused = 'brightwater.refused'
const button = document.getElementById('consent')
function showChoice() {
  button.hidden = false
  button.textContent = localStorage[refused] ? 'Count my visit' : 'Do not count my visit'
}
if (localStorage[refused]) assay('consent', 'off')
button.onclick = () => {
  if (localStorage[refused]) delete localStorage[refused]
  else localStorage[refused] = '1'
  assay('consent', localStorage[refused] ? 'off' : 'full')
  showChoice()
}
showChoice()

const sections = document.querySelectorAll('[data-page]')
function showHarbour() {
  const name = location.pathname.split('/')[3]
  for (const section of sections) section.hidden = section.dataset.page !== name
  for (const link of document.querySelectorAll('[data-harbour]')) {
    if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  const heading = document.querySelector('[data-page]:not([hidden]) h2')
  if (heading) document.title = heading.textContent + ' · Brightwater'
}
if (sections.length > 0) {
  addEventListener('popstate', showHarbour)
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-harbour]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    history.pushState({}, '', link.href)
    assay('track', 'Harbour opened', { harbour: link.textContent })
    showHarbour()
  })
  showHarbour()
}
`

export const SITE_CSS = `:root { color-scheme: light dark; --ink: #13262f; --soft: #4b626d; --paper: #fbfaf7; --line: #d5dadb; --sea: #0b5c6b; --on-sea: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eef0; --soft: #a8bac2; --paper: #101a1f; --line: #2c3b43; --sea: #7fd0de; --on-sea: #08252c } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Georgia, "Times New Roman", serif }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; justify-content: space-between; border-bottom: 1px solid var(--line) }
.name { font-size: 1.25rem; font-weight: 700; text-decoration: none; color: var(--ink) }
header nav { display: flex; gap: 1.25rem }
main { min-height: 60vh; padding-block: 2rem }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem }
a { color: var(--sea) }
h1 { font-size: clamp(1.75rem, 6vw, 2.5rem); line-height: 1.15; margin: 0 0 1rem }
h2 { margin: 2.5rem 0 .5rem }
.lead { font-size: 1.2rem; color: var(--soft) }
.button, button { font: inherit; border-radius: .35rem; padding: .45rem .9rem; cursor: pointer }
.button { display: inline-block; background: var(--sea); color: var(--on-sea); border: 1px solid var(--sea); text-decoration: none; margin-right: .75rem }
footer button { background: none; border: 1px solid var(--line); color: var(--ink); padding: .15rem .6rem }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--sea) }
cite { display: block; color: var(--soft); font-style: normal; font-size: .9rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line) }
.tabs { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem }
.tabs [aria-current] { font-weight: 700; text-decoration: none; color: var(--ink) }
form { display: grid; gap: .35rem; max-width: 24rem }
input { font: inherit; padding: .45rem .6rem; border: 1px solid var(--soft); border-radius: .35rem; background: transparent; color: inherit; margin-bottom: .75rem }
form .button { margin: 0 }
::placeholder { color: var(--soft); opacity: 1 }
:focus-visible { outline: 3px solid var(--sea); outline-offset: 2px }
`
