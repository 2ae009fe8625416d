/** Set by us on every request handed to better-auth; a caller's own is overwritten. */
export const CLIENT_ADDRESS_HEADER = 'x-assay-client-address'
