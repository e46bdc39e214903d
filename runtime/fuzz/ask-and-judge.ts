import type { SchemaNode } from '#kernel/http/docs/schema-node.ts'
import { isSame, wholeContentsOf } from '#runtime/fuzz/contents.ts'
import { flawIn } from '#runtime/fuzz/judge.ts'
import { curl, type Sent } from '#runtime/fuzz/requests.ts'
import { asOperator, type WholeShop } from '#runtime/whole-shop.ts'

export interface Rules {
  readonly problem: SchemaNode
  /** Some region of the shop cannot be reached, so 503 is an answer. */
  readonly mayBeAway?: boolean
}

/**
 * Sends a request and throws when the answer is not what it should be, or when one that was refused
 * or only asked has changed something.
 * @returns the status
 */
export async function askAndJudge(shop: WholeShop, request: Sent, rules: Rules): Promise<number> {
  const { method, url, headers, payload } = request
  await shop.pass()
  const before = await wholeContentsOf(shop)
  const answer = await shop.server.inject({
    method: method as 'GET',
    url,
    // Whoever shows a cookie shows nothing else.
    headers: 'cookie' in headers ? headers : { ...asOperator, ...headers },
    payloadAsStream: isStream(request),
    ...(payload === undefined ? {} : { payload }),
  })
  const status = answer.statusCode
  const streams = String(answer.headers['content-type']).startsWith('text/event-stream')
  if (streams) answer.stream().destroy()
  const text = streams ? '' : isStream(request) ? await textOf(answer.stream()) : answer.body
  const flaw = flawIn(
    request,
    { status, headers: answer.headers, text },
    rules.problem,
    rules.mayBeAway ?? false,
  )
  if (flaw !== null) throw new Error(`${flaw}\n${curl(request)}\n${status} ${text.slice(0, 3_000)}`)
  const refused = status >= 400 || method === 'GET' || method === 'HEAD'
  if (refused && !isCounted(text) && !isSame(before, await wholeContentsOf(shop))) {
    throw new Error(`${status}, and something has changed\n${curl(request)}\n${text}`)
  }
  return status
}

/** A wrong password or code is refused, and the try is written down. */
const isCounted = (text: string): boolean =>
  text.includes('"code":"identity.wrong-credentials"') ||
  text.includes('"code":"identity.wrong-code"')

const isStream = ({ operation, method }: Sent): boolean =>
  method === 'GET' && operation.success.types.includes('text/event-stream')

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}
