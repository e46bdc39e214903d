import type { TracedSpan } from '#kernel/ports/operations.ts'
import { services } from '#runtime/services.ts'

const byRoute = new Map<string, string>(
  services.flatMap(({ name, routes }) =>
    routes.map(({ method, path }) => [`${method} ${path}`, name] as const),
  ),
)
const byKind = new Map(
  services.flatMap(({ name, aggregates }) => aggregates.map(({ kind }) => [kind, name] as const)),
)

/** Which service of the shop did a piece of work; null when it was none of them. */
export function serviceOf({ attributes }: Pick<TracedSpan, 'attributes'>): string | null {
  const text = (name: string) => String(attributes[name] ?? '')
  const [caller] = text('meridian.call').split('.')
  const [receiver] = text('messaging.destination.name').split(/[/.]/)
  return (
    byRoute.get(`${text('http.request.method')} ${text('http.route')}`) ??
    byKind.get(text('meridian.kind')) ??
    (caller || receiver || null)
  )
}
