const PROFILES = 'https://www.linkedin.com/in/'
const USUAL = /^https?:\/\/(?:[a-z]{2,3}\.)?linkedin\.com\/in\/([a-z0-9_-]+)\/?$/
const LINKEDIN = /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)?linkedin\.com(\/.*)?$/i
const MAX_CHARS = 500
const PERSON = /^\/?(?:in|pub)\/([^/?#\s]+)/i

export type LinkedinProfile = { url: string } | { problem: 'linkedin_not_a_person' | 'invalid_linkedin' }

/** The canonical address of a person's profile. Company pages and Sales Navigator links name no person. */
export function parseLinkedin(given: string): LinkedinProfile {
  if (given.length > MAX_CHARS) return { problem: 'invalid_linkedin' }
  const usual = USUAL.exec(given)?.[1]
  if (usual !== undefined) return { url: `${PROFILES}${usual}` }
  const text = given.trim()
  const path = LINKEDIN.exec(text)?.[1] ?? (/^\/?in\//i.test(text) ? text : null)
  if (path === null) return { problem: 'invalid_linkedin' }
  const slug = PERSON.exec(path)?.[1]
  if (slug === undefined) return { problem: 'linkedin_not_a_person' }
  const plain = decode(slug).normalize('NFC').toLowerCase()
  return /^[\p{L}\p{N}\p{M}%._~'’&®™·-]{1,200}$/u.test(plain)
    ? { url: profileUrl(plain) }
    : { problem: 'invalid_linkedin' }
}

function profileUrl(slug: string): string {
  return PROFILES + encodeURIComponent(slug)
}

function decode(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}
