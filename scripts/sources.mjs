import { register } from 'tsx/esm/api'

/** Lets this process import TypeScript sources. Import it after `install()`. */
register()
