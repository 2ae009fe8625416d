import { type Problem, STATUS_OF, TITLE_OF } from './problem.ts'

/** The RFC 9457 document of a problem; `null` stands for a failure whose text nobody outside may see. */
export function problemDocument(problem: Problem | null, requestId: string) {
  const code = problem?.code ?? 'internal'
  return {
    ...problem?.extra,
    type: `urn:assay:problem:${code}`,
    title: TITLE_OF[code],
    status: STATUS_OF[code],
    code,
    detail: problem?.message ?? 'The request failed. Tell the operator the request id.',
    request_id: requestId,
  }
}
