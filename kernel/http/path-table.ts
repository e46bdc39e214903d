import { HttpProblem } from '#kernel/http/problems.ts'

/** Which methods an address takes, for 405 and `Allow`. */
export class PathTable {
  readonly #paths: { readonly pattern: RegExp; readonly methods: Set<string> }[] = []
  readonly #byPath = new Map<string, Set<string>>()

  add(method: string, path: string): void {
    const methods = this.#byPath.get(path) ?? new Set()
    methods.add(method)
    if (!this.#byPath.has(path)) this.#paths.push({ pattern: patternOf(path), methods })
    this.#byPath.set(path, methods)
  }

  /** Why an address was not served: nothing is there, or it takes other methods. */
  whyNot(url: string): HttpProblem {
    const [path = '/'] = url.split('?', 1)
    const found = this.#paths.filter(({ pattern }) => pattern.test(path))
    const allow = [...new Set(found.flatMap(({ methods }) => [...methods]))].sort().join(', ')
    return allow === ''
      ? new HttpProblem('http.not-found', 'No route has this address.')
      : new HttpProblem('http.method-not-allowed', `It takes ${allow}.`, { headers: { allow } })
  }
}

function patternOf(path: string): RegExp {
  const source = path
    .split(/\{\w+\}/)
    .map((fixed) => fixed.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))
    .join('[^/]+')
  return new RegExp(`^${source}$`)
}
