/** Nothing from another origin, no inline script. Style attributes are allowed: virtual rows are placed by them. */
function contentSecurityPolicy({ isDevelopment = false } = {}): string {
  // Vite's hot reload needs an inline preamble, inline styles and its websocket.
  const [script, style, connect] = isDevelopment
    ? ["'self' 'unsafe-inline'", "'self' 'unsafe-inline'", "'self' ws:"]
    : ["'self'", "'self'", "'self'"]
  return [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** Headers of every answer. */
export function securityHeaders(options: { isDevelopment: boolean; isHttps: boolean }): [string, string][] {
  const headers: [string, string][] = [
    ['Content-Security-Policy', contentSecurityPolicy(options)],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['X-Permitted-Cross-Domain-Policies', 'none'],
  ]
  if (options.isHttps) headers.push(['Strict-Transport-Security', 'max-age=31536000'])
  return headers
}
