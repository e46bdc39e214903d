import { deepEqual, equal, throws } from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { encryptionKeys } from '#cli/up/encryption-keys.ts'

const dir = mkdtempSync(join(tmpdir(), 'meridian-keys-'))
const file = join(dir, 'encryption-keys.json')
after(() => rmSync(dir, { recursive: true }))

test('a key is made once, and only its owner may read it', () => {
  const keys = encryptionKeys(dir)
  equal(keys.length, 1)
  equal(statSync(file).mode & 0o777, 0o600)
  deepEqual(encryptionKeys(dir), keys)
})

test('a key that was put in front comes first', () => {
  const [old = ''] = encryptionKeys(dir)
  const next = Buffer.alloc(32, 7).toString('base64')
  writeFileSync(file, JSON.stringify([next, old]))
  deepEqual(encryptionKeys(dir), [next, old])
})

test('a damaged file stops the start and is left as it is', () => {
  for (const text of ['', '[]', '["c2hvcnQ="]', '{}']) {
    writeFileSync(file, text)
    throws(() => encryptionKeys(dir), /damaged/)
    equal(readFileSync(file, 'utf8'), text)
  }
})
