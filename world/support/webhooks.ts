// Signed webhooks: an HMAC-SHA256 over `timestamp.body`, sent until somebody takes them.

import { createHmac } from 'node:crypto'
import { request } from 'undici'
import { saysOf } from '#kernel/core/fault.ts'

export interface WebhookEvent {
  readonly id: string
  readonly type: string
  /** RFC 3339. */
  readonly at: string
  readonly data: unknown
}

export interface WebhookAttempt {
  readonly eventId: string
  readonly type: string
  readonly url: string
  readonly attempt: number
  readonly at: string
  /** HTTP status, or what went wrong. */
  readonly outcome: number | string
}

export interface Webhooks {
  send(event: WebhookEvent): void
  /** The latest attempts, newest first. */
  log(): readonly WebhookAttempt[]
  /** Events that some target has not taken yet. */
  pending(): number
  close(): void
}

export interface WebhookTarget {
  /** Addresses; each gets every event. */
  readonly targets: readonly string[]
  readonly secret: string
  /** Default 500 ms, doubled with each attempt. */
  readonly firstRetryMs?: number
}

export interface WebhookOptions extends WebhookTarget {
  /** Headers read `{sender}-Timestamp`, `{sender}-Signature`, `{sender}-Event-Id`. */
  readonly sender: string
  /** Each event twice and in no order. */
  readonly unruly: () => boolean
  /** All targets took the event, or it was given up. */
  readonly onSettled: (event: WebhookEvent) => void
}

const attemptsMax = 12
const firstRetryDefaultMs = 500
const retryMaxMs = 60_000
const answerTimeoutMs = 10_000
const concurrencyMax = 16
const logMax = 500
const unrulyDelayMaxMs = 1_000

interface Sending {
  readonly event: WebhookEvent
  readonly url: string
  readonly attempt: number
  /** Sent only to see whether the target notices that it had the event before. */
  readonly repeat?: true
}

/** `timestamp` in seconds since 1970. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
}

export function createWebhooks(options: WebhookOptions): Webhooks {
  const waiting: Sending[] = []
  const openTargets = new Map<string, number>()
  const timers = new Set<NodeJS.Timeout>()
  const attempts: WebhookAttempt[] = []
  let underWay = 0
  let closed = false

  function later(sending: Sending, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      waiting.push(sending)
      pump()
    }, ms)
    timers.add(timer)
  }

  function pump(): void {
    while (!closed && underWay < concurrencyMax) {
      const sending = waiting.shift()
      if (sending === undefined) return
      underWay += 1
      void deliver(sending).finally(() => {
        underWay -= 1
        pump()
      })
    }
  }

  async function deliver(sending: Sending): Promise<void> {
    const { event, url, attempt, repeat } = sending
    const outcome = await post(url, event)
    if (closed) return
    attempts.unshift({
      eventId: event.id,
      type: event.type,
      url,
      attempt,
      at: new Date().toISOString(),
      outcome,
    })
    attempts.length = Math.min(attempts.length, logMax)
    if (repeat) return
    const taken = typeof outcome === 'number' && outcome < 300
    if (taken || attempt >= attemptsMax) settle(event)
    else later({ event, url, attempt: attempt + 1 }, retryDelayMs(attempt))
  }

  function settle(event: WebhookEvent): void {
    const open = (openTargets.get(event.id) ?? 1) - 1
    if (open > 0) {
      openTargets.set(event.id, open)
      return
    }
    openTargets.delete(event.id)
    options.onSettled(event)
  }

  function retryDelayMs(attempt: number): number {
    const ceiling = (options.firstRetryMs ?? firstRetryDefaultMs) * 2 ** (attempt - 1)
    return Math.min(ceiling, retryMaxMs) * (0.5 + Math.random() / 2)
  }

  async function post(url: string, event: WebhookEvent): Promise<number | string> {
    const body = JSON.stringify(event)
    const timestamp = String(Math.floor(Date.now() / 1000))
    try {
      const answer = await request(url, {
        method: 'POST',
        body,
        headersTimeout: answerTimeoutMs,
        headers: {
          'content-type': 'application/json',
          [`${options.sender}-timestamp`.toLowerCase()]: timestamp,
          [`${options.sender}-signature`.toLowerCase()]: signatureOf(
            options.secret,
            timestamp,
            body,
          ),
          [`${options.sender}-event-id`.toLowerCase()]: event.id,
        },
      })
      await answer.body.dump()
      return answer.statusCode
    } catch (error) {
      return saysOf(error)
    }
  }

  return {
    send(event) {
      if (options.targets.length === 0) return options.onSettled(event)
      openTargets.set(event.id, options.targets.length)
      for (const url of options.targets) {
        const sending = { event, url, attempt: 1 }
        if (options.unruly()) {
          later(sending, Math.random() * unrulyDelayMaxMs)
          later({ ...sending, repeat: true }, Math.random() * unrulyDelayMaxMs)
        } else waiting.push(sending)
      }
      pump()
    },
    log: () => attempts,
    pending: () => openTargets.size,
    close() {
      closed = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
