import { invariant } from '#kernel/core/fault.ts'
import { derivedId } from '#kernel/core/id.ts'
import type { Permission } from '#kernel/core/permission.ts'
import { Id, PageOf, PageQuery, Strict } from '#kernel/core/schema.ts'
import { hashOfSecret } from '#kernel/core/secret.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { may } from '#kernel/service/principal.ts'
import { command, query, type Request } from '#kernel/service/route.ts'
import { apiKey, type KeyState } from '#services/identity/api-key.ts'
import { identityRefusals, KeyBody, KeyView, NewKeyView } from '#services/identity/contract.ts'
import { keyText, newSecret } from '#services/identity/credentials.ts'
import { accounted } from '#services/identity/staff-routes.ts'

const Params = Strict({ id: Id })
const hintLength = 16

export const keyRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/api-keys',
    permission: 'keys:read',
    summary: 'List the API keys, the newest first',
    query: Strict(PageQuery),
    response: PageOf(KeyView),
    handle: async (request, context) => {
      const range = { index: 'newest', descending: true }
      const page = await context.list(apiKey, range, request.query)
      return { items: page.items.map(keyView), next: page.next }
    },
  }),

  command({
    method: 'POST',
    path: '/v1/admin/api-keys',
    permission: 'keys:write',
    summary: 'Make an API key; it is shown this once',
    body: KeyBody,
    response: NewKeyView,
    aggregate: apiKey,
    status: 201,
    target: (request, context) => derivedId('key', context.homeFor('primary'), request.key),
    command: (request, context, target) => {
      const beyond = request.body.permissions.filter((one) => !has(request, one))
      if (beyond.length > 0) {
        return identityRefusals.beyondOwn(`You lack ${beyond.join(', ')}.`, '/permissions')
      }
      const { name, kind } = request.body
      // A publishable key stands in pages and apps, where everybody finds it.
      const permissions = kind === 'secret' ? [...new Set(request.body.permissions)] : []
      const origins = kind === 'publishable' ? [...new Set(request.body.origins ?? [])] : []
      const secret = newSecret(context)
      const hint = keyText(kind, target, secret).slice(0, hintLength)
      const said = accounted(request, context)
      return { type: 'make' as const, name, kind, permissions, origins, secret, hint, ...said }
    },
    answer: (document, _, made) => {
      const view = keyView(document)
      const { state } = document
      const secret = made?.type === 'make' ? made.secret : ''
      const isThis = state.is !== 'unmade' && state.secretHash === hashOfSecret(secret)
      return { ...view, key: isThis ? keyText(view.kind, document.id, secret) : null }
    },
  }),

  command({
    method: 'DELETE',
    path: '/v1/admin/api-keys/{id}',
    permission: 'keys:write',
    summary: 'Revoke an API key',
    params: Params,
    response: KeyView,
    aggregate: apiKey,
    target: ({ params }) => params.id,
    command: (request, context) => ({ type: 'revoke' as const, ...accounted(request, context) }),
    answer: keyView,
  }),
]

const has = ({ principal }: Request, permission: Permission): boolean =>
  principal !== null && may(principal, permission)

function keyView({ id, state }: StoredDocument<KeyState>): KeyView {
  invariant(state.is !== 'unmade', `${id} is shown before it was made`)
  const { is: _, secretHash: _hash, permissions, origins = [], ...shown } = state
  return { id, ...shown, permissions: [...permissions], origins: [...origins] }
}
