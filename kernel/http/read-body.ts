import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import { checkData } from '#kernel/http/check-data.ts'
import { HttpProblem } from '#kernel/http/problems.ts'

/** A JSON body; undefined when it is empty. */
export function readBody(bytes: Buffer, depthMax: number): unknown {
  if (bytes.length === 0) return undefined
  if (!isUtf8(bytes)) throw new HttpProblem('http.bad-json', 'The body is not UTF-8.')
  const value = parsed(bytes.toString('utf8'))
  checkData(value, depthMax, 'body')
  return value
}

/** Before reading: a body that is compressed, or written in another character set. */
export function refuseEncodings(headers: IncomingHttpHeaders): void {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8'
  const encoding = headers['content-encoding'] ?? 'identity'
  if (/^utf-?8$/i.test(charset) && encoding === 'identity') return
  throw new HttpProblem('http.unsupported-media-type', 'The body is compressed or not UTF-8.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch {
    throw new HttpProblem('http.bad-json', whereBroken(text))
  }
}

/** Where it breaks, without quoting what may be confidential. */
function whereBroken(text: string): string {
  try {
    JSON.parse(text)
    return 'The body cannot be read.'
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1]
    return position === undefined
      ? 'The body ends too early or is not JSON.'
      : `The body breaks at character ${position}.`
  }
}
