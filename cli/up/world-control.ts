import type { CutWay } from '#world/link/link.ts'

export interface LinkChange {
  /** null makes it whole again. */
  readonly cut?: CutWay | null
  /** One way, in milliseconds. */
  readonly latencyMs?: number
}

/** The switches of the world process: links between the regions, and faults of the parties outside. */
export interface WorldControl {
  link(name: string, change: LinkChange): Promise<void>
  /** Drops answers that the front door keeps, by the beginning of their path. */
  purge(prefix: string): Promise<void>
  fault(
    part: 'bank' | 'carrier' | 'mailbox' | 'witness',
    change: { down?: boolean; slowMs?: number; answerTwice?: boolean },
  ): Promise<void>
}

export function worldControl(url: string, token: string): WorldControl {
  async function post(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`the world answered ${path} with ${await answer.text()}`)
  }
  return {
    link: (name, change) => post(`/links/${encodeURI(name)}`, change),
    purge: (prefix) => post('/edge/purge', { prefix }),
    fault: (part, change) => post(`/faults/${part}`, change),
  }
}
