import { HttpProblem } from '#kernel/http/problems.ts'

/** The problem behind an error that the HTTP framework or Node's parser threw; others come back as they are. */
export function frameworkProblem(error: unknown): unknown {
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpProblem('http.too-large', 'The body is larger than this route takes.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpProblem('http.unsupported-media-type', 'The Content-Type is not JSON.')
    case 'FST_ERR_BAD_URL':
      return new HttpProblem('http.bad-url', 'The address is not percent-encoded UTF-8.')
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new HttpProblem('http.not-found', 'A part of the address is longer than any id.')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'ECONNRESET':
      return new HttpProblem('http.bad-request', 'The body does not have the announced length.')
    case 'HPE_HEADER_OVERFLOW':
      return new HttpProblem('http.headers-too-large', 'The headers are larger than 16 KiB.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem('http.request-timeout', 'The request was not complete in time.')
    default:
      return error
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null
}
