import type { Duplex } from 'node:stream'
import {
  edgeProblems,
  problemBody,
  problemType,
  type EdgeProblemCode,
} from '#world/edge/problem.ts'

/** Answers bytes that are no request: the parser gave up, so there is no response object. */
export function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  endWith(socket, codeOf(error.code), 'Send a well-formed HTTP/1.1 request.')
}

/** Node gives CONNECT, the request of a proxy's client, no response object either. */
export function refuseTunnel(_request: unknown, socket: Duplex): void {
  endWith(socket, 'edge.method-not-allowed', 'This is a shop and no proxy.')
}

function endWith(socket: Duplex, code: EdgeProblemCode, detail: string): void {
  const body = problemBody(code, detail)
  const head = [
    `HTTP/1.1 ${edgeProblems[code].status} ${edgeProblems[code].title}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
    '',
    '',
  ].join('\r\n')
  socket.end(Buffer.concat([Buffer.from(head), body]))
}

function codeOf(code: string | undefined): EdgeProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'edge.headers-too-large'
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'edge.request-timeout' : 'edge.bad-request'
}
