/** What a line says of a person, as leads keep it. */
export interface ListedPerson {
  email: string | null
  phone: string | null
}

export interface ReadList {
  people: ListedPerson[]
  /** Lines that say nothing of anybody. */
  unread: number
}

const EMAIL = /[^\s,;|<>"'()]+@[^\s,;|<>"'()]+\.[^\s,;|<>"'()]+/
const PHONE = /(?<![\w@.+-])\+?\(?\d[\d\s().-]{7,18}\d(?![\w@-])/

/** One person a line, of any list or CSV file: the first email and the first phone of it, wherever they stand. */
export function readList(text: string): ReadList {
  const people: ListedPerson[] = []
  let unread = 0
  for (const line of text.split(/\r\n|[\n\r]/)) {
    if (line.trim() === '') continue
    const email = emailOf(line)
    const phone = phoneOf(email ? line.replace(EMAIL, ' ') : line)
    if (email || phone) people.push({ email, phone })
    else unread++
  }
  return { people, unread }
}

/** Lower case; of Gmail without dots, tag and its other name, as it is one mailbox. */
function emailOf(line: string): string | null {
  const found = EMAIL.exec(line)?.[0].toLowerCase()
  if (!found) return null
  const [name = '', domain = ''] = found.replace(/^mailto:/, '').split('@')
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return `${name}@${domain}`
  return `${(name.split('+')[0] ?? '').replaceAll('.', '')}@gmail.com`
}

/** With the country's code; a number of ten digits without one is North American. */
function phoneOf(line: string): string | null {
  const found = PHONE.exec(line)?.[0]
  if (!found) return null
  const digits = found.replace(/\D/g, '')
  if (found.startsWith('+')) return digits.length >= 8 && digits.length <= 15 ? `+${digits}` : null
  if (digits.length === 10 && /^[2-9]/.test(digits)) return `+1${digits}`
  return digits.length === 11 && /^1[2-9]/.test(digits) ? `+${digits}` : null
}
