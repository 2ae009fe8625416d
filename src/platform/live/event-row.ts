/** One row of the event log. `xid` stays text: a transaction id of 64 bits does not fit a number. */
export interface EventRow {
  workspace_id: string
  xid: string
  id: number
  type: string
  payload: Record<string, unknown>
  created_at: Date
}

/** A place in the event log: everything before it has been read. */
export interface Position {
  xid: string
  id: number
}

/** The id of an event in the stream, `<xid>-<id>`. */
export function eventId({ xid, id }: Position): string {
  return `${xid}-${id}`
}

/** Reads an event id (`Last-Event-ID`) back; null when it is none. */
export function parseEventId(text: string): Position | null {
  const match = /^(\d{1,19})-(\d{1,16})$/.exec(text)
  return match ? { xid: match[1] as string, id: Number(match[2]) } : null
}

/** Order of the log. */
export function isAfter(a: Position, b: Position): boolean {
  return a.xid === b.xid ? a.id > b.id : BigInt(a.xid) > BigInt(b.xid)
}
