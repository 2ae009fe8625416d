import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

/** A whole page; the notice is on each of them. */
export function layout(title: string, body: Html, { isNarrow = false } = {}): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Payment simulator</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header class="notice"><strong>Payment simulator.</strong> No money moves and no card is asked for.</header>
<main class="${isNarrow ? 'narrow' : ''}">${body}</main>
</body>
</html>`
}

/** A page that only says something. */
export function plainPage(title: string, text: string, link?: { href: string; label: string }): Html {
  const way = link ? html`<p><a class="button" href="${link.href}">${link.label}</a></p>` : ''
  return layout(title, html`<h1>${title}</h1><p class="muted">${text}</p>${way}`, { isNarrow: true })
}

/** Nothing from elsewhere, no script. A form may lead back to where the person came from. */
export function contentSecurityPolicy(leadsTo: (string | null)[] = []): string {
  const origins = leadsTo.flatMap((url) => (url && URL.canParse(url) ? [new URL(url).origin] : []))
  const forms = [...new Set(["'self'", ...origins])].join(' ')
  return [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    `form-action ${forms}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
