/** What parts words; everything else that is not a letter's accent belongs to one. */
const BETWEEN = new RegExp(
  '[\\u0001-\\u002f\\u003a-\\u0060\\u007b-\\u00a9\\u00ab-\\u00b4\\u00b6-\\u00b9\\u00bb-\\u00bf\\u00d7\\u00f7' +
    '\\u2000-\\u206f\\u2190-\\u2bff\\u3000-\\u3004\\u3008-\\u3020' +
    '\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65]+',
  'g',
)

/** Letters that do not come apart into a plain one and an accent, and the one sigma that has two shapes. */
const PLAIN: Record<string, string> = {
  ...{ ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', ς: 'σ' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
}

/** As fold_words() of the database: ` head of sales ` of `Head of Sälès!`. Two blanks when there is no word. */
export function foldWords(given: string): string {
  const words = given
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'`’‘]+/g, '')
    .replace(/[øđðłıςßæœþ]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(BETWEEN, ' ')
    .replace(/^ +| +$/g, '')
  return ` ${words} `
}
