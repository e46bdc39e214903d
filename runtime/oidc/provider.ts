// OpenID Connect for whatever is not a page of the shop: telephones, desktops, other sites. The pages
// themselves need no tokens; their session is a cookie. A sign-in here is the shop's own sign-in, so there
// is one place for passwords, throttling and authenticators.

import {
  interactionPolicy,
  Provider,
  type AccessToken,
  type AuthorizationCode,
  type Configuration,
  type FindAccount,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import type { Executor } from '#kernel/commands/executor.ts'
import type { Context } from '#kernel/service/context.ts'
import { ledgerAdapter } from '#runtime/oidc/adapter.ts'
import { signingAlgorithm } from '#runtime/oidc/keys.ts'
import { stillCounts } from '#runtime/oidc/sign-in-time.ts'
import { account } from '#services/identity/account.ts'
import { ownAccount } from '#services/identity/contract.ts'
import { signedInShopper } from '#services/identity/credentials.ts'
import type { Keys } from '#services/identity/oidc-keys.ts'

export const oidcPath = '/oidc'
export const interactionPath = `${oidcPath}/interaction/`
export const audienceOf = (publicUrl: string): string => `${publicUrl}/v1`
export const issuerOf = (publicUrl: string): string => `${publicUrl}${oidcPath}`

const minute = 60
const day = 86_400
/** The shop's own application on a telephone or a desktop. It keeps no secret: PKCE stands for one. */
export const ownClient = 'meridian-app'

export function oidcProvider(
  { publicUrl, keys }: { readonly publicUrl: string; readonly keys: Keys },
  context: Context,
  executor: Executor,
): Provider {
  const secure = publicUrl.startsWith('https:')
  const cookie = { secure, sameSite: 'lax', httpOnly: true, path: oidcPath } as const
  const configuration: Configuration = {
    adapter: ledgerAdapter(context, executor),
    jwks: { keys: [...keys.signing] as NonNullable<Configuration['jwks']>['keys'] },
    cookies: {
      keys: [...keys.cookies],
      long: { ...cookie, signed: true },
      short: { secure, sameSite: 'lax', httpOnly: true, signed: true },
    },
    clients: [
      {
        client_id: ownClient,
        client_name: 'Meridian',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        // Any port of this machine (RFC 8252, 7.3), and the application's own scheme.
        redirect_uris: ['http://127.0.0.1/signed-in', 'com.meridian.app:/signed-in'],
        id_token_signed_response_alg: signingAlgorithm,
      },
    ],
    clientDefaults: { id_token_signed_response_alg: signingAlgorithm },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'locale'] },
    scopes: ['openid', 'email', 'profile', 'offline_access'],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    ttl: {
      AccessToken: 10 * minute,
      AuthorizationCode: minute,
      IdToken: 10 * minute,
      Interaction: 60 * minute,
      Grant: 30 * day,
      RefreshToken: 30 * day,
      Session: 30 * day,
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audienceOf(publicUrl),
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: ownAccount,
          audience: audienceOf(publicUrl),
          accessTokenTTL: 10 * minute,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: signingAlgorithm } },
        }),
      },
    },
    interactions: {
      url: (_, { uid }) => `${interactionPath}${uid}`,
      policy: followingTheShop(context),
    },
    extraTokenClaims: ({ oidc: { entities } }) => ({
      auth_time: (entities.AuthorizationCode ?? entities.RefreshToken)?.authTime,
    }),
    findAccount: async (_, sub, token) => {
      const found = await context.read(account, sub)
      if (found?.state.is !== 'active') return undefined
      if (token !== undefined && !stillCounts(found.state, authTimeOf(token))) return undefined
      const { email, name, language } = found.state
      const claims = { sub, email, email_verified: true, name, locale: language }
      return { accountId: sub, claims: async () => claims }
    },
    // The shop's own clients need no consent: whoever signs in to them is at the shop.
    loadExistingGrant: (ctx) => ownGrant(ctx, publicUrl),
    renderError: (ctx, { error, error_description: detail }) => {
      ctx.type = 'json'
      ctx.body = { error, error_description: detail }
    },
  }
  const provider = new Provider(issuerOf(publicUrl), configuration)
  // Behind the front door.
  provider.proxy = true
  return provider
}

type Token = NonNullable<Parameters<FindAccount>[2]>

function authTimeOf(token: Token): unknown {
  const { authTime, extra } = token as Partial<
    Pick<AuthorizationCode, 'authTime'> & Pick<AccessToken, 'extra'>
  >
  return authTime ?? extra?.['auth_time']
}

/** The session of the provider goes on only while its shopper is signed in to the shop. */
function followingTheShop(context: Context): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const check = new interactionPolicy.Check(
    'shop_session',
    'Whoever is signed in to the shop has changed',
    'login_required',
    async (ctx) => !(await isTheShopper(ctx, context)),
  )
  policy.get('login')?.checks.add(check)
  return policy
}

async function isTheShopper(ctx: KoaContextWithOIDC, context: Context): Promise<boolean> {
  const found = await signedInShopper({ header: (name) => ctx.get(name) }, context)
  if (found === null) return false
  const { id, state } = found.document
  const { session } = ctx.oidc
  return session?.accountId === id && stillCounts(state, session.loginTs)
}

async function ownGrant({ oidc }: KoaContextWithOIDC, publicUrl: string) {
  const { client, session, provider } = oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const known = session.grantIdFor(client.clientId)
  const found = known === undefined ? undefined : await provider.Grant.find(known)
  if (found !== undefined) return found
  const { clientId } = client
  const grant = new provider.Grant({ clientId, accountId: session.accountId })
  grant.addOIDCScope('openid email profile offline_access')
  grant.addResourceScope(audienceOf(publicUrl), ownAccount)
  await grant.save()
  return grant
}
