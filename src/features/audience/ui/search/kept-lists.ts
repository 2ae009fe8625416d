// A list too long for a link stays in this browser; the link names it.

const PREFIX = 'assay.list.'
const ORDER_KEY = 'assay.lists'
const MOST_KEPT = 20

function hash(text: string, seed: number): string {
  let value = seed
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return (value >>> 0).toString(36)
}

/** Keeps a text and answers its name, the same for the same text; null when the browser keeps nothing. */
export function keepText(text: string): string | null {
  const name = `${hash(text, 0x811c9dc5)}-${hash(text, 0x2c1b3c6d)}-${text.length.toString(36)}`
  try {
    const order = (localStorage.getItem(ORDER_KEY) ?? '').split(' ').filter((kept) => kept && kept !== name)
    for (const old of order.splice(0, order.length - MOST_KEPT + 1)) localStorage.removeItem(PREFIX + old)
    localStorage.setItem(PREFIX + name, text)
    localStorage.setItem(ORDER_KEY, [...order, name].join(' '))
    return name
  } catch {
    // No room, or storage is switched off.
    return null
  }
}

/** null: another browser kept it, or it is gone. */
export function keptText(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}
