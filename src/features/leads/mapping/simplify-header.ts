/** A header as plain words: `E-mail 1 - Value` -> `email 1 value`, `FirstName` -> `first name`, `Prénom` -> `prenom`. */
export function simplifyHeader(header: string): string {
  return header
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/['’`]/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\be mail/g, 'email')
    .replace(/\blinked in\b/g, 'linkedin')
    .replace(/\bwhats app\b/g, 'whatsapp')
    .trim()
}

/** Words run together, so that `first name`, `first_name` and `FIRSTNAME` are one. */
export function compact(words: string): string {
  return words.replaceAll(' ', '')
}
