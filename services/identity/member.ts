// A person with an account in a simulated shop: what they know and what they do about it.

import { seconds } from '#kernel/core/instant.ts'
import { insist, newKey, once, pause } from '#kernel/service/person.ts'
import type { Answer, Scene } from '#kernel/service/workload.ts'
import type { Method } from '#kernel/service/route.ts'
import type { AccountView } from '#services/identity/contract.ts'

export interface Member {
  readonly id: string
  readonly email: string
  readonly password: string
  /** What the browser sends for the session. */
  readonly cookie: string
}

/** Mails come late when the mail server does; nobody waits for ever. */
const looksIntoMailbox = 20
const triesToSignIn = 3

export const newEmail = (scene: Scene): string => `member-${newKey(scene)}@example.com`
export const newPassword = (scene: Scene): string => `password ${newKey(scene)}`

/** Asks until there is an answer, always under the same key. */
export function press(
  scene: Scene,
  method: Method,
  path: string,
  body?: unknown,
  shown: Readonly<Record<string, string>> = {},
): Promise<Answer | null> {
  const headers = { 'idempotency-key': newKey(scene), ...shown }
  return insist(scene, () => scene.ask(method, path, body, headers))
}

const shownBy = ({ cookie }: Member) => ({ cookie, 'meridian-csrf': '1' })

/** As somebody who is signed in and stays so, which nobody may deny. */
export async function pressAs(
  scene: Scene,
  member: Member,
  method: Method,
  path: string,
  body?: unknown,
): Promise<Answer | null> {
  const answer = await press(scene, method, path, body, shownBy(member))
  if (answer?.status === 401) scene.note('identity.forgotten', { who: member.email })
  return answer
}

/** As `pressAs`, one time only: what was asked again may take effect again, after what came between. */
export async function askOnceAs(
  scene: Scene,
  member: Member,
  method: Method,
  path: string,
  body: unknown,
): Promise<Answer | null> {
  const answer = await once(() => scene.ask(method, path, body, shownBy(member)))
  if (answer?.status === 401) scene.note('identity.forgotten', { who: member.email })
  return answer
}

/** Ends the own session. Whoever asks again, because no answer came, may be nobody by then. */
export const leave = (
  scene: Scene,
  member: Member,
  method: Method,
  path: string,
  body?: unknown,
): Promise<Answer | null> => press(scene, method, path, body, shownBy(member))

/** Signs up, follows the link in the mail, and is signed in. @returns null when something gave way */
export async function joins(scene: Scene): Promise<Member | null> {
  const email = newEmail(scene)
  const password = newPassword(scene)
  const answer = await signUp(scene, email, password)
  return answer?.status === 202 ? confirms(scene, email, password) : null
}

export function signUp(scene: Scene, email: string, password: string): Promise<Answer | null> {
  return press(scene, 'POST', '/v1/account', { email, name: 'Name 0', password })
}

/** Follows the link of the newest mail; where that was done and nobody heard of it, signs in. */
export async function confirms(
  scene: Scene,
  email: string,
  password: string,
): Promise<Member | null> {
  const token = await linkInMailbox(scene, email, 1)
  if (token === null) return null
  const answer = await press(scene, 'POST', '/v1/account/confirmation', { token, password })
  if (answer?.status !== 201) return signsIn(scene, email, password)
  return memberOf(answer, email, password)
}

export async function signsIn(
  scene: Scene,
  email: string,
  password: string,
): Promise<Member | null> {
  const answer = await press(scene, 'POST', '/v1/account/session', { email, password })
  return answer?.status === 201 ? memberOf(answer, email, password) : null
}

/** As `signsIn`, with a password that is right: nobody may deny that for ever. */
export async function signsInAgain(
  scene: Scene,
  email: string,
  password: string,
): Promise<Member | null> {
  // A repeat whose first answer was lost may be turned away once; another one says something else.
  for (let tries = 0; tries < triesToSignIn; tries += 1) {
    const answer = await press(scene, 'POST', '/v1/account/session', { email, password })
    if (answer?.status === 201) return memberOf(answer, email, password)
    if (answer?.status !== 401) return null
    await pause(scene, seconds(0.5), seconds(2))
  }
  scene.note('identity.forgotten', { who: email })
  return null
}

/** The token in the newest mail, once there are so many. */
export async function linkInMailbox(
  scene: Scene,
  email: string,
  mails: number,
): Promise<string | null> {
  for (let looks = 0; looks < looksIntoMailbox; looks += 1) {
    await pause(scene, seconds(0.5), seconds(2))
    const found = scene.mailsTo(email).flatMap(({ text }) => /#(\S+)/.exec(text)?.[1] ?? [])
    if (found.length >= mails) return found.at(-1) ?? null
  }
  return null
}

/** As whom a browser with this cookie is seen; undefined when nobody answered. */
export async function seenAs(
  scene: Scene,
  cookie: string,
): Promise<AccountView | null | undefined> {
  const ask = () => scene.ask('GET', '/v1/account/session', undefined, { cookie })
  const answer = await insist(scene, ask)
  if (answer?.status !== 200) return undefined
  return (answer.body as { readonly account: AccountView | null }).account
}

function memberOf({ headers, body }: Answer, email: string, password: string): Member | null {
  const [cookie = ''] = (headers['set-cookie'] ?? '').split(';', 1)
  return cookie === '' ? null : { id: (body as AccountView).id, email, password, cookie }
}
