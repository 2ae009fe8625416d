import { cleanLine, fold, isNothing } from './clean-text.ts'
import { ALPHA_2_BY_ALPHA_3, ALPHA_2_CODES } from './country-codes.ts'
import { memo } from './memo.ts'

/** Languages whose names of countries are known. */
const LANGUAGES = [
  'en',
  'fr',
  'es',
  'de',
  'pt',
  'it',
  'nl',
  'pl',
  'sv',
  'ru',
  'zh',
  'zh-Hant',
  'ja',
  'ko',
  'ar',
  'tr',
]

/** What people write that is no country's name in any language. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    usa: 'US',
    'u s a': 'US',
    'u s': 'US',
    america: 'US',
    'united states of america': 'US',
    'the united states': 'US',
    'etats unis d amerique': 'US',
    'ee uu': 'US',
    eeuu: 'US',
    eua: 'US',
    uk: 'GB',
    'u k': 'GB',
    'great britain': 'GB',
    britain: 'GB',
    england: 'GB',
    scotland: 'GB',
    wales: 'GB',
    'northern ireland': 'GB',
    angleterre: 'GB',
    inglaterra: 'GB',
    'united kingdom of great britain and northern ireland': 'GB',
    uae: 'AE',
    'u a e': 'AE',
    emirates: 'AE',
    dubai: 'AE',
    'abu dhabi': 'AE',
    ksa: 'SA',
    holland: 'NL',
    'the netherlands': 'NL',
    deutschland: 'DE',
    'federal republic of germany': 'DE',
    czechia: 'CZ',
    'czech republic': 'CZ',
    'republic of ireland': 'IE',
    eire: 'IE',
    korea: 'KR',
    'south korea': 'KR',
    'republic of korea': 'KR',
    'korea republic of': 'KR',
    'north korea': 'KP',
    russia: 'RU',
    'russian federation': 'RU',
    vietnam: 'VN',
    'viet nam': 'VN',
    turkiye: 'TR',
    turkey: 'TR',
    iran: 'IR',
    'iran islamic republic of': 'IR',
    syria: 'SY',
    laos: 'LA',
    bolivia: 'BO',
    venezuela: 'VE',
    tanzania: 'TZ',
    moldova: 'MD',
    'republic of moldova': 'MD',
    macedonia: 'MK',
    'north macedonia': 'MK',
    brunei: 'BN',
    'ivory coast': 'CI',
    'cote d ivoire': 'CI',
    'cape verde': 'CV',
    swaziland: 'SZ',
    burma: 'MM',
    congo: 'CG',
    drc: 'CD',
    'democratic republic of the congo': 'CD',
    'hong kong': 'HK',
    'hong kong sar': 'HK',
    macau: 'MO',
    macao: 'MO',
    'mainland china': 'CN',
    'peoples republic of china': 'CN',
    prc: 'CN',
    taiwan: 'TW',
    'taiwan province of china': 'TW',
    palestine: 'PS',
    bharat: 'IN',
    brasil: 'BR',
    'the bahamas': 'BS',
    bahamas: 'BS',
    'the gambia': 'GM',
    'the philippines': 'PH',
    'trinidad and tobago': 'TT',
    'bosnia and herzegovina': 'BA',
    bosnia: 'BA',
    'vatican city': 'VA',
  }),
)

const names = new Map<string, string>()

/** ISO 3166-1 alpha-2 for a country's name in one of many languages, code or alias; null when it is none. */
export const parseCountry = memo(2000, (given): string | null => {
  const text = cleanLine(given)
  if (text.length < 2 || text.length > 80 || isNothing(text)) return null
  const code = text.toUpperCase()
  if (code.length === 2 && ALPHA_2_CODES.has(code)) return code
  const alias = ALIASES.get(foldWords(text))
  if (alias !== undefined) return alias
  return ALPHA_2_BY_ALPHA_3.get(code) ?? byName(foldWords(text))
})

function byName(folded: string): string | null {
  if (names.size === 0) collectNames()
  return names.get(folded) ?? null
}

function collectNames(): void {
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: 'region' })
    for (const code of ALPHA_2_CODES) {
      const name = foldWords(display.of(code) ?? '')
      if (!names.has(name)) names.set(name, code)
    }
  }
}

function foldWords(text: string): string {
  return fold(text)
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
