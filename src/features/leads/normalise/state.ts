import { fold } from './clean-text.ts'
import { memo } from './memo.ts'

const US =
  'AL alabama,AK alaska,AZ arizona,AR arkansas,CA california,CO colorado,CT connecticut,DE delaware,DC district of columbia,' +
  'FL florida,GA georgia,HI hawaii,ID idaho,IL illinois,IN indiana,IA iowa,KS kansas,KY kentucky,LA louisiana,ME maine,' +
  'MD maryland,MA massachusetts,MI michigan,MN minnesota,MS mississippi,MO missouri,MT montana,NE nebraska,NV nevada,' +
  'NH new hampshire,NJ new jersey,NM new mexico,NY new york,NC north carolina,ND north dakota,OH ohio,OK oklahoma,' +
  'OR oregon,PA pennsylvania,RI rhode island,SC south carolina,SD south dakota,TN tennessee,TX texas,UT utah,VT vermont,' +
  'VA virginia,WA washington,WV west virginia,WI wisconsin,WY wyoming,AS american samoa,GU guam,' +
  'MP northern mariana islands,PR puerto rico,VI virgin islands,DC washington dc,NY new york state,WA washington state'

const CA =
  'AB alberta,BC british columbia,MB manitoba,NB new brunswick,NL newfoundland and labrador,NL newfoundland,' +
  'NS nova scotia,NT northwest territories,NU nunavut,ON ontario,PE prince edward island,QC quebec,SK saskatchewan,YT yukon'

const BY_COUNTRY: Record<string, ReadonlyMap<string, string>> = { US: codes(US), CA: codes(CA) }

/** Names that are states of one of the two countries and of no other place: the country need not be told. */
const UNMISTAKABLE = new Map(
  [...codes(US), ...codes(CA)].filter(
    ([name, code]) => name.length > 2 && name !== 'georgia' && code !== 'PR',
  ),
)

function codes(list: string): Map<string, string> {
  return new Map(
    list.split(',').flatMap((entry) => {
      const code = entry.slice(0, 2)
      return [
        [entry.slice(3), code],
        [code.toLowerCase(), code],
      ]
    }),
  )
}

const readers = new Map<string, (given: string) => string>()

/** The code of a US state or Canadian province, else the text. `country`: alpha-2, null when the row tells none. */
export function parseState(text: string, country: string | null): string {
  const key = country === 'US' || country === 'CA' ? country : country === null ? 'any' : 'other'
  if (key === 'other') return text
  let reader = readers.get(key)
  if (reader === undefined) {
    const known = BY_COUNTRY[key] ?? UNMISTAKABLE
    reader = memo(2000, (given) => known.get(foldState(given)) ?? given)
    readers.set(key, reader)
  }
  return reader(text)
}

/** `US-CA`, `Calif.` and `D.C.` come apart into words. */
function foldState(text: string): string {
  const words = fold(text)
    .replace(/\./g, '')
    .replace(/[^a-z]+/g, ' ')
    .trim()
  return words.replace(/^(us|ca) (?=[a-z]{2}$)/, '')
}
