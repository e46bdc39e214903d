import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { Changes } from '#kernel/events/changes.ts'

const changed = (id: string, version: number) => ({
  kind: 'thing',
  id,
  version,
  state: {},
  changedAt: '',
})

test('whoever listens to a document hears its changes until it stops', () => {
  const changes = new Changes()
  const heard: string[] = []
  const stop = changes.listen('thing', 'a', ({ version }) => void heard.push(`one ${version}`))
  changes.listen('thing', 'a', ({ version }) => void heard.push(`other ${version}`))
  changes.tell(changed('a', 1))
  changes.tell(changed('b', 1))
  stop()
  stop()
  changes.tell(changed('a', 2))
  deepEqual(heard, ['one 1', 'other 1', 'other 2'])
})
