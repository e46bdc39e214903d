// The OpenID provider runs in one region and answers in both, before and after that one is lost.

import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { ask } from '#cli/e2e/ask.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { until } from '#cli/e2e/until.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'

let own: OwnStore
before(async () => {
  own = await startOwnStore(() => undefined)
})
after(() => own.stop())

async function keysAt(url: string): Promise<unknown> {
  const { status, body, text } = await ask<{ keys: unknown }>('GET', `${url}/oidc/jwks`)
  assert.equal(status, 200, text)
  return body.keys
}

async function refusalAt(url: string): Promise<unknown> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'meridian-app',
    code: 'unheard-of',
    code_verifier: 'v'.repeat(50),
    redirect_uri: 'http://127.0.0.1/signed-in',
  })
  const answer = await fetch(`${url}/oidc/token`, { method: 'POST', body })
  return ((await answer.json()) as { error: string }).error
}

it('both regions are one provider, and the keys are those of before when one is lost', async () => {
  const { regions, edge } = own.reach
  const [sin, syd] = regions
  assert.ok(sin && syd)
  const keys = await keysAt(syd.url)
  assert.deepEqual(await keysAt(sin.url), keys)
  assert.deepEqual(
    [await refusalAt(sin.url), await refusalAt(syd.url), await refusalAt(edge)],
    ['invalid_grant', 'invalid_grant', 'invalid_grant'],
  )
  const { code } = await runCli('region', 'kill', sin.code, '--dir', own.dir)
  assert.equal(code, 0)
  await until('Sydney is the provider', async () => {
    const { status } = await ask('GET', `${syd.url}/oidc/jwks`)
    return status === 200
  })
  assert.deepEqual(await keysAt(syd.url), keys)
  assert.equal(await refusalAt(edge), 'invalid_grant')
})
