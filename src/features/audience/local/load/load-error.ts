/** Why a load cannot be done, for the person who asked for it: what is wrong, where, and how to mend it. */
export class LoadError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'LoadError'
  }
}
