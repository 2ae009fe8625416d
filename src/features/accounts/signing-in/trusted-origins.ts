/** The origins whose pages may write: APP_URL, and its other loopback name where it is on this machine. */
export function trustedOrigins(appUrl: URL): string[] {
  const loopback = ['localhost', '127.0.0.1', '[::1]']
  if (!loopback.includes(appUrl.hostname)) return [appUrl.origin]
  return loopback.map((host) => {
    const twin = new URL(appUrl)
    twin.hostname = host
    return twin.origin
  })
}
