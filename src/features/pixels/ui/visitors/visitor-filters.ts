import { api, type FilterDef, type ListPageOf } from '../../../../ui/index.ts'
import type { ListedPixel } from '../../schema.ts'
import { countryName } from '../words.ts'

/** Every country that a visit may come from. */
const codes =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW'

export const visitorFilters: FilterDef[] = [
  { kind: 'boolean', key: 'online', label: 'On the site', yes: 'now', no: 'not now' },
  { kind: 'boolean', key: 'identified', label: 'Identity', yes: 'known', no: 'unknown' },
  {
    kind: 'enum',
    key: 'pixel',
    param: 'pixel_id',
    label: 'Pixel',
    options: async () => {
      const { data } = await api<ListPageOf<ListedPixel>>('GET', '/api/pixels', { query: { limit: 200 } })
      return data.map(({ id, name }) => ({ value: id, label: name }))
    },
  },
  { kind: 'boolean', key: 'has_company', label: 'Company', yes: 'known', no: 'unknown' },
  { kind: 'text', key: 'company', label: 'Company name', placeholder: 'Name or domain' },
  {
    kind: 'enum',
    key: 'country',
    label: 'Country',
    options: async () =>
      codes
        .split(' ')
        .map((code) => ({ value: code, label: countryName(code) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
  },
  { kind: 'text', key: 'page', label: 'Page seen', placeholder: '/pricing' },
  { kind: 'date', key: 'seen', param: ['since', 'until'], label: 'Last seen' },
]
