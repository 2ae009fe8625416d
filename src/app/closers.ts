type Close = () => unknown

/** What has been started and must be closed, last first. */
export class Closers {
  #list: Close[] = []
  #closing: Promise<void> | undefined

  add(close: Close) {
    this.#list.push(close)
    return {
      /** Closes it before everything that has been added so far. */
      moveToEnd: () => {
        this.#list = [...this.#list.filter((item) => item !== close), close]
      },
    }
  }

  /** Closes all, once; one that fails does not keep the others open. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll()
    return this.#closing
  }

  async #closeAll() {
    const failures: unknown[] = []
    for (const close of this.#list.reverse()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed')
  }
}
