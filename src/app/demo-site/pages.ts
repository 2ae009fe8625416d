/** A page of the demo world's site: a fictional company that the buyer's workspace might be. */
export interface Page {
  title: string
  body: string
}

export const BASE = '/demo-site'

const HARBOURS = [
  ['saltmarsh', 'Saltmarsh', '48 berths, tidal'],
  ['gull-point', 'Gull Point', '120 berths, fuel and ice'],
  ['north-quay', 'North Quay', '16 berths, visitors only'],
] as const

const home: Page = {
  title: 'Berths, booked',
  body: `<h1>Every berth in your harbour, booked</h1>
<p class="lead">Brightwater shows visiting boats which berths are free tonight, takes their booking, and tells the harbour office.</p>
<p><a class="button" href="${BASE}/trial">Try it for a month</a> <a href="${BASE}/harbours">See it at work</a></p>
<h2>What harbours say</h2>
<blockquote>We stopped answering the radio for every boat that wants to know whether there is room.<cite>Harbour office, Gull Point</cite></blockquote>
<h2>How it works</h2>
<ol><li>Draw your berths once, with their length and depth.</li><li>Boats book from the sea, by phone.</li>
<li>The office sees who comes, and when, on one page.</li></ol>
<p>New to berth numbers? <a href="https://example.com/">A guide on another site</a> explains them.</p>`,
}

const prices: Page = {
  title: 'Prices',
  body: `<h1>Prices</h1>
<table><thead><tr><th scope="col">Harbour</th><th scope="col">A month</th></tr></thead>
<tbody><tr><td>Up to 20 berths</td><td>29</td></tr><tr><td>Up to 100 berths</td><td>79</td></tr><tr><td>More</td><td>149</td></tr></tbody></table>
<p><a href="${BASE}/prices.csv">The same as a file</a></p>
<p><a class="button" href="${BASE}/trial">Try it for a month</a></p>`,
}

const harbours: Page = {
  title: 'Harbours',
  body: `<h1>Harbours with us</h1>
<p class="lead">This part is a small app of its own: it changes the address without loading a page.</p>
<nav aria-label="Harbours" class="tabs">${HARBOURS.map(
    ([path, name]) => `<a data-harbour href="${BASE}/harbours/${path}">${name}</a>`,
  ).join(' ')}</nav>
${HARBOURS.map(
  ([path, name, about]) => `<section data-page="${path}" hidden><h2>${name}</h2><p>${about}</p></section>`,
).join('\n')}`,
}

const trial: Page = {
  title: 'Try it',
  body: `<h1>Try it for a month</h1>
<p class="lead">Leave an address and see it turn up, with this visit, among the leads of the demo's buyer. Nothing is sent anywhere else.</p>
<form id="trial" method="post" action="${BASE}/trial">
<label for="name">Your name</label><input id="name" name="name" autocomplete="name">
<label for="email">Work email</label><input id="email" name="email" type="email" required autocomplete="email" placeholder="ada@harbour.example">
<button class="button">Start the month</button></form>`,
}

const thanks: Page = {
  title: 'Thank you',
  body: `<h1>Thank you</h1>
<p class="lead">In the other window, signed in as <b>buyer@demo.example</b>, this visit is now a lead's: look under Visitors and Leads.</p>
<p><a href="${BASE}">Back to the start</a></p>`,
}

/** By their path below the site's own. */
export const pages: Record<string, Page> = {
  '': home,
  '/prices': prices,
  '/harbours': harbours,
  ...Object.fromEntries(HARBOURS.map(([path]) => [`/harbours/${path}`, harbours])),
  '/trial': trial,
  '/thanks': thanks,
}

export const PRICES = 'berths,credits_a_month\r\n20,29\r\n100,79\r\nmore,149\r\n'

/** A whole page; `key` is the pixel's, null when its owner deleted it. */
export function documentOf({ title, body }: Page, key: string | null): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Brightwater</title>
<link rel="stylesheet" href="${BASE}/site.css">
<script src="${BASE}/site.js" defer></script>
${key ? `<script async src="/px/${key}.js"></script>` : ''}
</head>
<body>
<header><a class="name" href="${BASE}">Brightwater</a>
<nav aria-label="Site"><a href="${BASE}/harbours">Harbours</a> <a href="${BASE}/prices">Prices</a> <a href="${BASE}/trial">Try it</a></nav></header>
<main>${body}</main>
<footer><p>A made-up company of Assay's demo world. Its visits are counted with Assay's pixel. <button id="consent" type="button" hidden></button></p></footer>
</body>
</html>`
}
