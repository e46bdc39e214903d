import { seconds } from '#kernel/core/instant.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { anyOf, insist, pause } from '#kernel/service/person.ts'
import type { AtRest, Habit, Note, Scene, Workload } from '#kernel/service/workload.ts'
import type { CartLine, CartView } from '#services/cart/contract.ts'
import type { AccountState } from '#services/identity/account.ts'
import type { AccountView } from '#services/identity/contract.ts'
import {
  askOnceAs,
  confirms,
  joins,
  leave,
  linkInMailbox,
  newEmail,
  newPassword,
  press,
  pressAs,
  seenAs,
  signsIn,
  signsInAgain,
  signUp,
  type Member,
} from '#services/identity/member.ts'

export const workload: Workload = {
  service: 'identity',
  habits: [
    keepsProfile(),
    forgetsPassword(),
    signsOut(),
    signUpAtOnce(),
    bringsCart(),
    leavesForGood(),
    takesKeyBack(),
  ],
  invariants: [
    {
      name: 'whoever is signed in stays so',
      promise: 'P1',
      atRest: async (platform) => told(platform, 'identity.forgotten', 'was not known any more'),
    },
    {
      name: 'what was ended lets nobody in',
      promise: 'P3',
      atRest: async (platform) => told(platform, 'identity.still-good', 'was believed afterwards'),
    },
    {
      name: 'what somebody was told of their account is kept',
      promise: 'P1',
      atRest: async (platform) => profilesLost(platform),
    },
    {
      name: 'an erased account is gone',
      promise: 'P1',
      atRest: async (platform) => notErased(platform),
    },
    {
      name: 'what a guest had in the cart is in the cart of the account',
      promise: 'P6',
      atRest: async (platform) => linesLeftBehind(platform),
    },
    {
      name: 'every mail about an account is sent once',
      promise: 'P6',
      atRest: async (platform) => mailsAstray(platform),
    },
  ],
}

function keepsProfile(): Habit {
  return {
    name: 'signs up, changes the profile and comes back',
    weight: 3,
    live: async (scene) => {
      const member = await joins(scene)
      if (member === null) return
      for (let number = 1; number <= 3; number += 1) {
        const body = { name: `Name ${number}` }
        const answer = await askOnceAs(scene, member, 'PATCH', '/v1/account', body)
        const topic = answer?.status === 200 ? 'identity.told' : 'identity.unheard'
        scene.note(topic, { id: member.id, number })
        await pause(scene, seconds(0.5), seconds(5))
        const seen = await seenAs(scene, member.cookie)
        if (seen === null) scene.note('identity.forgotten', { who: member.email })
      }
    },
  }
}

function forgetsPassword(): Habit {
  return {
    name: 'forgets a password and chooses another',
    weight: 2,
    live: async (scene) => {
      const member = await joins(scene)
      if (member === null) return
      const { email } = member
      const before = scene.mailsTo(email).length
      const asked = await press(scene, 'POST', '/v1/account/password-links', { email })
      if (asked?.status !== 202) return
      const token = await linkInMailbox(scene, email, before + 1)
      if (token === null) return
      const password = newPassword(scene)
      const body = { token, password }
      const answer = await press(scene, 'POST', '/v1/account/new-password', body)
      if (answer?.status !== 201) return
      scene.note('identity.did', { what: 'chose another password' })
      await isOut(scene, member)
      const again = await signsInAgain(scene, email, password)
      if (again !== null && (await seenAs(scene, again.cookie)) === null) {
        scene.note('identity.forgotten', { who: email })
      }
    },
  }
}

function signsOut(): Habit {
  return {
    name: 'signs out and in again',
    weight: 1,
    live: async (scene) => {
      const member = await joins(scene)
      if (member === null) return
      const { cookie, email, password } = member
      const answer = await leave(scene, member, 'DELETE', '/v1/account/session')
      if (answer?.status !== 200) return
      scene.note('identity.did', { what: 'signed out' })
      await untilForgotten(scene)
      if ((await seenAs(scene, cookie))?.email === email) stillGood(scene, `session of ${email}`)
      const again = await signsInAgain(scene, email, password)
      if (again !== null) scene.note('identity.did', { what: 'signed in again' })
    },
  }
}

function signUpAtOnce(): Habit {
  return {
    name: 'signs up twice at once',
    weight: 1,
    live: async (scene) => {
      const email = newEmail(scene)
      const password = newPassword(scene)
      const both = [1, 2].map(() => signUp(scene, email, password))
      if ((await Promise.all(both)).every((answer) => answer?.status !== 202)) return
      const member = await confirms(scene, email, password)
      if (member !== null) scene.note('identity.did', { what: 'signed up twice' })
    },
  }
}

function bringsCart(): Habit {
  return {
    name: 'fills carts as a guest and joins them to the account',
    weight: 2,
    live: async (scene) => {
      const member = await joins(scene)
      if (member === null) return
      for (let carts = 0; carts < 2; carts += 1) {
        const guests = await fillCart(scene)
        if (guests === null) return
        const body = { cartId: guests.id }
        const answer = await pressAs(scene, member, 'PUT', '/v1/account/cart', body)
        if (answer?.status !== 200) return
        const { cartId } = answer.body as AccountView
        for (const { sku, quantity } of guests.lines) {
          scene.note('identity.brought', { cartId, sku, quantity })
        }
      }
    },
  }
}

function leavesForGood(): Habit {
  return {
    name: 'erases the account',
    weight: 1,
    live: async (scene) => {
      const member = await joins(scene)
      if (member === null) return
      const { email, id, password } = member
      const answer = await leave(scene, member, 'POST', '/v1/account/erasure', { password })
      if (answer?.status !== 200) return
      scene.note('identity.erased', { id })
      await isOut(scene, member)
      if ((await signsIn(scene, email, password)) !== null) stillGood(scene, `account ${email}`)
    },
  }
}

function takesKeyBack(): Habit {
  return {
    name: 'makes an API key and takes it back',
    weight: 1,
    live: async (scene) => {
      const keys = '/v1/admin/api-keys'
      const wanted = { name: 'a program', kind: 'secret', permissions: ['catalog:read'] }
      const made = await press(scene, 'POST', keys, wanted)
      if (made?.status !== 201) return
      const { id, key } = made.body as { readonly id: string; readonly key: string | null }
      if (key === null) return
      const headers = { authorization: `Bearer ${key}` }
      const use = () => scene.ask('GET', '/v1/admin/products?limit=1', undefined, headers)
      const used = await insist(scene, use)
      if (used?.status === 401) scene.note('identity.forgotten', { who: id })
      const taken = await press(scene, 'DELETE', `${keys}/${id}`)
      if (taken?.status !== 200) return
      scene.note('identity.did', { what: 'took a key back' })
      await untilForgotten(scene)
      if ((await insist(scene, use))?.status === 200) stillGood(scene, `key ${id}`)
    },
  }
}

const stillGood = (scene: Scene, who: string): void => scene.note('identity.still-good', { who })

/** A region that was left behind may believe what it knew for another second, by its own clock. */
const untilForgotten = (scene: Scene) => pause(scene, seconds(1.6), seconds(3))

/** What the member has is worth nothing any more. */
async function isOut(scene: Scene, { cookie, email, password }: Member): Promise<void> {
  await untilForgotten(scene)
  if (await seenAs(scene, cookie)) stillGood(scene, `session of ${email}`)
  if ((await signsIn(scene, email, password)) !== null) stillGood(scene, `password of ${email}`)
}

async function fillCart(scene: Scene): Promise<CartView | null> {
  const made = await press(scene, 'POST', '/v1/carts', {})
  const sku = anyOf(scene, scene.notes('catalog.sku'))?.['sku']
  if (made?.status !== 201 || typeof sku !== 'string') return null
  const line = `/v1/carts/${(made.body as CartView).id}/lines/${encodeURIComponent(sku)}`
  const filled = await insist(scene, () => scene.ask('PUT', line, { quantity: 2 }))
  return filled?.status === 200 ? (filled.body as CartView) : null
}

const told = (platform: AtRest, topic: string, what: string): readonly string[] =>
  platform.notes(topic).map(({ who }) => `${String(who)} ${what}`)

type AccountDocument = StoredDocument<AccountState>

const accountsOf = (platform: AtRest): ReadonlyMap<string, AccountState> =>
  new Map(
    (platform.documents('account') as readonly AccountDocument[]).map(({ id, state }) => [
      id,
      state,
    ]),
  )

/** Names are numbered, and each person changes only their own. What nobody answered may come late. */
function profilesLost(platform: AtRest): readonly string[] {
  const accounts = accountsOf(platform)
  const nameOf = ({ number }: Note): string => `Name ${String(number)}`
  const late = new Set(
    platform.notes('identity.unheard').map((note) => `${String(note['id'])} ${nameOf(note)}`),
  )
  return platform.notes('identity.told').flatMap(({ id, number }) => {
    const state = accounts.get(String(id))
    const name = state === undefined || state.is === 'unknown' ? 'none' : state.name
    const isNewer = Number(name.slice('Name '.length)) >= Number(number)
    return isNewer || late.has(`${String(id)} ${name}`)
      ? []
      : [`account ${String(id)} was named "Name ${String(number)}" and is named "${name}"`]
  })
}

function notErased(platform: AtRest): readonly string[] {
  const accounts = accountsOf(platform)
  return platform.notes('identity.erased').flatMap(({ id }) => {
    const is = accounts.get(String(id))?.is ?? 'unknown'
    return is === 'unknown' ? [] : [`account ${String(id)} was erased and is ${is}`]
  })
}

function linesLeftBehind(platform: AtRest): readonly string[] {
  const carts = new Map(
    (platform.documents('cart') as readonly StoredDocument<{ lines?: readonly CartLine[] }>[]).map(
      ({ id, state }) => [id, state],
    ),
  )
  return platform.notes('identity.brought').flatMap(({ cartId, sku, quantity }: Note) => {
    const held = carts.get(String(cartId))?.lines?.find((line) => line.sku === sku)?.quantity ?? 0
    return held >= Number(quantity)
      ? []
      : [`${String(quantity)} of ${String(sku)} were brought to cart ${String(cartId)}: ${held}`]
  })
}

const occasions: ReadonlySet<string> = new Set([
  'identity.signed-up',
  'identity.sign-up-repeated',
  'identity.reset-asked',
])

function mailsAstray(platform: AtRest): readonly string[] {
  const due = platform
    .documents('account')
    .flatMap(({ id }) => platform.history('account', id))
    .filter(({ type }) => occasions.has(type))
    .map(({ data }) => String(data['email']))
  const sent = platform.outside.mails
    .filter(({ to }) => to.startsWith('member-'))
    .map(({ to }) => to)
  const wanted = Map.groupBy(due, (email) => email)
  const came = Map.groupBy(sent, (email) => email)
  return [...new Set([...due, ...sent])].flatMap((email) => {
    const [many, times] = [wanted.get(email)?.length ?? 0, came.get(email)?.length ?? 0]
    return many === times ? [] : [`${times} mails came to ${email} about its account, of ${many}`]
  })
}
