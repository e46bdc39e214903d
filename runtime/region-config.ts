import type { PairDurability } from '#kernel/ports/replication.ts'

/** What one region process needs to know. Handed over as JSON in `MERIDIAN_REGION`. */
export interface RegionConfig {
  /** Code, such as `sin`. */
  readonly region: string
  /** Name in the cloud, such as `ap-southeast-1`. */
  readonly name: string
  /** All homes, the primary first. */
  readonly homes: readonly string[]
  readonly mode: 'active-active' | 'warm-standby'
  /** Whether paired regions wait for each other's disk before they acknowledge a commit. */
  readonly durability: PairDurability
  readonly http: {
    readonly host: string
    readonly port: number
    /** Whether the limits that routes declare for each client hold. */
    readonly limitClients: boolean
  }
  readonly ledgerUrl: string
  /** Where the ledger keeps its data, when that is on this machine. */
  readonly ledgerFolder: string | null
  /** The other region as this one reaches it, through the link; null in a store of one region. */
  readonly peer: {
    readonly region: string
    /** Its name in the cloud. */
    readonly name: string
    readonly httpUrl: string
    readonly ledgerUrl: string
  } | null
  /** Whoever runs the processes of the regions and can be asked to; null where nobody can. */
  readonly operatedBy: { readonly url: string; readonly token: string } | null
  readonly witnessUrl: string
  readonly bankUrl: string
  readonly carrierUrl: string
  readonly mailboxUrl: string
  /** The front door as people reach it. */
  readonly publicUrl: string
  /** Shared by the regions: guards what only they may ask of each other. */
  readonly internalSecret: string
  /** What an operator of this machine shows; made anew with every start. */
  readonly operatorKey: string
  /** Webhook signing secrets by sender. */
  readonly webhookSecrets: Readonly<Record<string, string>>
  /** 32 bytes each in base 64, the newest first; the same in both regions. */
  readonly encryptionKeys: readonly string[]
  /** Where files that were uploaded, what was salvaged and loss reports go. */
  readonly dir: string
}
