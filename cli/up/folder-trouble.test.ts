import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CommandError } from '#cli/command.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { folderTrouble } from '#cli/up/folder-trouble.ts'

test('a data folder that is a file, or lies in one, is told in one line', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'meridian-folder-'))
  const file = join(dir, 'file')
  await writeFile(file, 'kept')
  for (const place of [file, join(file, 'below')]) {
    const { code, stderr } = await runCli('up', '--dir', place)
    assert.equal(code, 1)
    assert.equal(
      stderr,
      `meridian up: ${place} cannot be a folder, because a file stands there: use another --dir\n`,
    )
  }
  await rm(dir, { recursive: true, force: true })
})

test('no right and no room are told apart', () => {
  const says = (code: string) => {
    const trouble = folderTrouble(Object.assign(new Error('x'), { code }), '/data')
    return trouble instanceof CommandError ? trouble.message : trouble
  }
  assert.match(String(says('EACCES')), /^\/data cannot be written by this user: /)
  assert.match(String(says('EROFS')), /^\/data cannot be written by this user: /)
  assert.match(String(says('ENOSPC')), /^there is no room left where \/data is: /)
})

test('any other error is left as it is', () => {
  const error = Object.assign(new Error('x'), { code: 'EMFILE' })
  assert.equal(folderTrouble(error, '/data'), error)
})
