import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wrongIn, type Check } from '#apps/storefront/account/fields.ts'

const words = {
  needed: 'needed',
  badEmail: 'bad',
  tooShort: 'short',
  tooLong: (max: number) => `at most ${max}`,
}
const wrong = (name: string, check: Check, value: string) => wrongIn(name, check, value, words)

test('what is needed is asked for, and what is optional may stay empty', () => {
  assert.equal(wrong('name', 'needed', ' '), 'needed')
  assert.equal(wrong('phone', 'optional', ''), undefined)
})

test('nothing is sent that is longer than the platform takes', () => {
  assert.equal(wrong('name', 'needed', 'x'.repeat(100)), undefined)
  assert.equal(wrong('name', 'needed', 'x'.repeat(101)), 'at most 100')
  assert.equal(wrong('phone', 'optional', '1'.repeat(41)), 'at most 40')
  assert.equal(wrong('password', 'password', 'x'.repeat(201)), 'at most 200')
})

test('mail addresses and new passwords have a shape', () => {
  assert.equal(wrong('email', 'email', 'ada'), 'bad')
  assert.equal(wrong('email', 'email', ' ada@example.com '), undefined)
  assert.equal(wrong('password', 'password', 'short'), 'short')
})
