import { STATUS_CODES } from 'node:http'
import { frameworkProblem } from '#kernel/http/framework-problem.ts'
import { HttpProblem, problemAnswer } from '#kernel/http/problems.ts'

/** The answer, as bytes for the socket, to what Node's parser did not take for a request. */
export function rawAnswer(error: unknown, requestId: string): string {
  const found = frameworkProblem(error)
  const known =
    found instanceof HttpProblem
      ? found
      : new HttpProblem('http.bad-request', 'It cannot be parsed.')
  const { status, headers, body } = problemAnswer(known.problem, requestId)
  const text = String(body)
  const lines = Object.entries({
    ...headers,
    'content-length': String(Buffer.byteLength(text)),
    'x-request-id': requestId,
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${text}`
}
