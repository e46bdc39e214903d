import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { createLog, type LogLevel } from '#kernel/telemetry/log.ts'

function logged(level: LogLevel = 'info') {
  const lines: string[] = []
  const log = createLog({ region: 'sin' }, level, { write: (line) => void lines.push(line) })
  return { log, lines }
}

test('an entry is one line of JSON with its region, level and time', () => {
  const { log, lines } = logged()
  log.info({ documents: 3 }, 'ready')
  equal(lines.length, 1)
  const { time, ...entry } = JSON.parse(lines[0] ?? '') as Record<string, unknown>
  match(String(time), /^\d{4}-\d\d-\d\dT.*Z$/)
  deepEqual(entry, { level: 'info', region: 'sin', documents: 3, msg: 'ready' })
})

test('an entry stays one line whatever is written into it', () => {
  const hostile = 'a\r\n{"level":"error"}\u0000\u001b[31m\u2028\u2029\u0085\ud800"\\'
  const { log, lines } = logged()
  log.info({ text: hostile, [hostile]: [hostile] }, hostile)
  log.error({ err: new Error(hostile, { cause: new Fault('unavailable', hostile) }) }, hostile)
  equal(lines.length, 2)
  for (const line of lines) {
    equal(line.indexOf('\n'), line.length - 1)
    // oxlint-disable-next-line no-control-regex -- a terminal would obey them
    ok(!/[\u0000-\u0009\u000b-\u001f]/.test(line), line)
    ok(String((JSON.parse(line) as { msg: string }).msg).startsWith('a\r\n{'))
  }
})

test('levels below the chosen one write nothing', () => {
  const { log, lines } = logged('warn')
  log.debug({}, 'a')
  log.info({}, 'b')
  equal(log.debugs, false)
  equal(lines.length, 0)
  ok(logged('debug').log.debugs)
})

test('an error is written with its causes and without secrets', () => {
  const { log, lines } = logged()
  const cause = Object.assign(new Error('bank refused tok_visa for ada@example.com'), {
    config: { headers: { authorization: 'Bearer abc' } },
  })
  log.error({ err: new Fault('unavailable', 'the bank', { cause }) }, 'it failed for a@b.example')
  const [line = ''] = lines
  match(line, /the bank/)
  match(line, /bank refused/)
  for (const secret of ['tok_visa', 'ada@', 'abc"', 'a@b.example']) ok(!line.includes(secret), line)
})
