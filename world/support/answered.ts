import { digest } from '#kernel/core/id.ts'
import { problemText } from '#world/support/part.ts'

/** An answer under an idempotency key: repeated byte for byte. */
export interface Answer {
  readonly status: number
  readonly body: string
}

export interface AnsweredEntry extends Answer {
  readonly key: string
  /** Digest of what was asked. */
  readonly asked: string
}

const reused: Answer = {
  status: 422,
  body: problemText(422, 'idempotency_key_reused', 'This key was used for another request'),
}

/**
 * The answers given under idempotency keys. An answer is remembered as soon as it is decided and
 * handed out once it is durable, so a repeat that arrives in between waits for the same write.
 */
export class Answered {
  readonly #answers = new Map<string, { entry: AnsweredEntry; durable: Promise<void> }>()

  static digestOf(path: string, body: unknown): string {
    return digest(`${path}\n${JSON.stringify(body ?? null)}`)
  }

  has(key: string): boolean {
    return this.#answers.has(key)
  }

  remember(entry: AnsweredEntry, durable: Promise<void> = Promise.resolve()): void {
    this.#answers.set(entry.key, { entry, durable })
  }

  /** Decides once per key; `decide` returns the answer and when it is on disk. */
  async once(
    key: string,
    asked: string,
    decide: () => { answer: Answer; durable: Promise<void> },
  ): Promise<Answer & { readonly isNew: boolean }> {
    const known = this.#answers.get(key)
    if (known === undefined) {
      const { answer, durable } = decide()
      this.remember({ key, asked, ...answer }, durable)
      await durable
      return { ...answer, isNew: true }
    }
    if (known.entry.asked !== asked) return { ...reused, isNew: false }
    await known.durable
    return { ...known.entry, isNew: false }
  }
}
