import { tokens, type Token } from '#tools/tokens.ts'

export interface Import {
  /** As written; null when it is computed while the program runs. */
  readonly specifier: string | null
  /** Named as a file to start, by `new URL('…', import.meta.url)`. */
  readonly toStart: boolean
  readonly line: number
}

/** Everything a file names as a module: static, type-only, re-exported, dynamic, or as a URL. */
export function importsOf(source: string): readonly Import[] {
  const all = tokens(source)
  return all.flatMap((token, at) => {
    const member = all[at - 1]?.value === '.' && all[at - 1]?.kind === 'mark'
    if (token.kind !== 'word' || member) return []
    if (token.value === 'import') return [...imported(all, at)]
    if (token.value === 'export') return [...from(all, at)]
    if (token.value === 'require' && mark(all[at + 1], '(')) return [named(all[at + 2], token)]
    if (token.value === 'new' && all[at + 1]?.value === 'URL') return [...besideThisFile(all, at)]
    return []
  })
}

function imported(all: readonly Token[], at: number): readonly Import[] {
  const [start, next, second] = all.slice(at, at + 3)
  if (start === undefined || next === undefined) return []
  if (next.kind === 'text') return [named(next, start)]
  if (mark(next, '(')) return [named(second, start)]
  // import.meta.resolve('…'); a computed one finds a file and loads nothing
  if (mark(next, '.')) {
    const resolves = all[at + 4]?.value === 'resolve' && all[at + 6]?.kind === 'text'
    return resolves ? [named(all[at + 6], start)] : []
  }
  return from(all, at)
}

/** The module after `from`, when nothing but names stands before it. */
function from(all: readonly Token[], start: number): readonly Import[] {
  for (let at = start + 1; at < all.length; at += 1) {
    const token = all[at]
    if (token === undefined) return []
    const next = all[at + 1]
    if (token.value === 'from' && next?.kind === 'text') return [named(next, token)]
    const partOfNames = token.kind === 'word' || /[{},*]/.test(token.value)
    const declares = at === start + 1 && declaring.has(token.value)
    if (!partOfNames || token.kind === 'text' || declares) return []
  }
  return []
}

const declaring = new Set(
  'const let var function class interface enum default async abstract declare namespace'.split(' '),
)

function besideThisFile(all: readonly Token[], at: number): readonly Import[] {
  const [file, ...rest] = all.slice(at + 3, at + 10)
  const base = rest.map(({ value }) => value)
  const ours = base.join('').startsWith(',import.meta.url')
  return ours && file?.kind === 'text' && /\.[jt]sx?$/.test(file.value)
    ? [{ ...named(file, file), toStart: true }]
    : []
}

function named(token: Token | undefined, keyword: Token): Import {
  const known = token?.kind === 'text' && token.whole
  return { specifier: known ? token.value : null, toStart: false, line: keyword.line }
}

function mark(token: Token | undefined, value: string): boolean {
  return token?.kind === 'mark' && token.value === value
}
