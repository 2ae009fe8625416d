/** Countries to choose from beside those the audience has. */
export const countryCodes: readonly string[] =
  'US CA GB IE DE FR ES IT PT NL BE LU CH AT DK SE NO FI IS PL CZ SK HU RO BG GR HR SI RS EE LV LT UA TR IN PK BD LK AU NZ JP KR CN HK TW SG MY TH VN ID PH AE SA QA KW IL JO EG MA TN ZA NG KE GH BR MX AR CL CO PE UY EC CR PA DO'.split(
    ' ',
  )
