let last = 0

/** A UUIDv7: tells one from the other and guards nothing. Later ones of a page sort after earlier ones, always. */
export function uuid(): string {
  last = Math.max(Date.now(), last + 1)
  const time = `0${last.toString(16)}`.replace(/.{8}/, '$&-')
  return time + '-7xxx-axxx-xxxxxxxxxxxx'.replace(/x/g, () => ((Math.random() * 16) | 0).toString(16))
}
