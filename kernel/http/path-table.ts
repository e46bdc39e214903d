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

  /** In alphabetical order; empty when nothing is there. */
  methodsAt(path: string): readonly string[] {
    const found = this.#paths.filter(({ pattern }) => pattern.test(path))
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort()
  }
}

function patternOf(path: string): RegExp {
  const source = path
    .split(/\{\w+\}/)
    .map((fixed) => fixed.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))
    .join('[^/]+')
  return new RegExp(`^${source}$`)
}
