// A file on its way, and how much of it has gone, which `fetch` cannot tell. The same bytes are the same file to
// the platform, so it is sent again like anything with a key.

import { sendUntilAnswered } from '#apps/ui/api/client.ts'
import { newKey } from '#apps/ui/api/key.ts'

export interface Sending {
  readonly signal: AbortSignal
  /** From 0 to 1; starts over when the file is sent again. */
  readonly onProgress: (share: number) => void
}

/** @throws as `call` does */
export function sendFile<Answered>(
  url: string,
  file: File,
  { signal, onProgress }: Sending,
): Promise<Answered> {
  const headers = {
    accept: 'application/json',
    'content-type': file.type === '' ? 'application/octet-stream' : file.type,
    'meridian-csrf': '1',
    'idempotency-key': newKey(),
  }
  return sendUntilAnswered<Answered>(
    url,
    { method: 'POST', headers, signal },
    {
      mayRepeat: true,
      exchange: () => exchange(url, headers, file, { signal, onProgress }),
    },
  )
}

function exchange(
  url: string,
  headers: Readonly<Record<string, string>>,
  file: File,
  { signal, onProgress }: Sending,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onload = () => resolve(responseOf(request))
    request.onerror = () => reject(new TypeError('no answer came'))
    request.onabort = () => reject(signal.reason as Error)
    request.onloadend = () => signal.removeEventListener('abort', abort)
    signal.addEventListener('abort', abort)
    if (signal.aborted) reject(signal.reason as Error)
    else request.send(file)
  })
}

function responseOf(request: XMLHttpRequest): Response {
  const lines = request.getAllResponseHeaders().trim().split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()]
  })
  return new Response(request.responseText, { status: request.status, headers })
}
