const codes =
  'US CA GB IE DE FR ES IT PT NL BE CH AT DK SE NO FI PL CZ GR RO HU IN AU NZ JP KR CN HK SG MY TH VN ID PH AE SA IL TR ZA NG KE EG BR MX AR CL CO PE RU UA'

/** Countries to choose from, by their names in the person's language. */
export function countries(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(undefined, { type: 'region' })
  return codes.split(' ').map((code) => ({ value: code, label: names.of(code) ?? code }))
}
