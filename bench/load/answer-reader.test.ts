import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AnswerReader } from '#bench/load/answer-reader.ts'

const answer = Buffer.from('HTTP/1.1 201 Created\r\nContent-Length: 5\r\nx: y\r\n\r\nhello')

test('an answer is complete with its last byte, however it is cut', () => {
  for (let cut = 1; cut < answer.length; cut += 1) {
    const reader = new AnswerReader()
    assert.equal(reader.take(answer.subarray(0, cut)), null)
    assert.equal(reader.take(answer.subarray(cut)), 201)
  }
})

test('answers follow each other on one connection', () => {
  const reader = new AnswerReader()
  const empty = Buffer.from('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')
  assert.deepEqual([reader.take(answer), reader.take(empty), reader.take(answer)], [201, 404, 201])
})

test('an answer whose end cannot be known is an error', () => {
  const chunked = Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
  assert.throws(() => new AnswerReader().take(chunked), /without Content-Length/)
})
