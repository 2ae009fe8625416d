import { countryName } from './words.ts'

/** States as people call them, by country; elsewhere the code is shown. */
const NAMES: Record<string, string> = {
  US:
    'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,' +
    'DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,' +
    'KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,' +
    'MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,' +
    'NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,' +
    'SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,' +
    'WV West Virginia,WI Wisconsin,WY Wyoming,AS American Samoa,GU Guam,MP Northern Mariana Islands,' +
    'PR Puerto Rico,VI U.S. Virgin Islands',
  CA:
    'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,' +
    'NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon',
  AU:
    'ACT Australian Capital Territory,NSW New South Wales,NT Northern Territory,QLD Queensland,' +
    'SA South Australia,TAS Tasmania,VIC Victoria,WA Western Australia',
  DE:
    'BW Baden-Württemberg,BY Bavaria,BE Berlin,BB Brandenburg,HB Bremen,HH Hamburg,HE Hesse,' +
    'MV Mecklenburg-Vorpommern,NI Lower Saxony,NW North Rhine-Westphalia,RP Rhineland-Palatinate,SL Saarland,' +
    'SN Saxony,ST Saxony-Anhalt,SH Schleswig-Holstein,TH Thuringia',
  GB: 'ENG England,NIR Northern Ireland,SCT Scotland,WLS Wales',
}

const names = new Map(
  Object.entries(NAMES).flatMap(([country, list]) =>
    list.split(',').map((entry): [string, string] => {
      const space = entry.indexOf(' ')
      return [`${country}-${entry.slice(0, space)}`, entry.slice(space + 1)]
    }),
  ),
)

/** Every state with a name, as `US-CA`. */
export const namedStates: readonly string[] = [...names.keys()]

/** null: a state that goes by its code here. */
export function knownState(code: string): string | null {
  return names.get(code) ?? null
}

/** `US-CA` -> `California`, `IN-MH` -> `MH, India`. */
export function stateName(code: string): string {
  const [country = '', state = ''] = code.split('-')
  return knownState(code) ?? `${state}, ${countryName(country)}`
}
