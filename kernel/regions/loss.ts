// What is known of commits that a region may have taken with it: first a bound, written by the region
// that adopted its homes; then, when it has come back, exactly what only it had.

import { Fault } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import { instantOf } from '#kernel/core/instant.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Losses, LossReport } from '#kernel/ports/losses.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'
import { salvage, type Kept } from '#kernel/regions/salvage.ts'
import type { Serving } from '#kernel/regions/serving.ts'

interface Parts {
  readonly serving: Serving
  readonly peerRegion: Home
  readonly peer: Peer
  readonly replication: Replication
  readonly clock: Clock
  readonly losses: Losses
  readonly keepSalvage: (events: readonly StoredEvent[]) => Promise<string>
  readonly say: (what: string, details?: Readonly<Record<string, unknown>>) => void
}

/**
 * Writes down, and says, what may be missing since homes were given to this region by force.
 * Serving goes on without the report if it must: that the homes are frozen stands in the map.
 */
export async function tellLoss(
  map: ServingMap,
  lastSeen: LossReport['lastSeen'],
  lastArrived: LossReport['lastArrived'],
  parts: Parts,
): Promise<void> {
  try {
    const report = await reportLoss(map, lastSeen, lastArrived, parts)
    if (report !== null) parts.say('commits of the lost region may be missing', { ...report })
  } catch (error) {
    parts.say('what may be missing could not be written down', { error })
  }
}

/**
 * The newest event of homes that a map gives here by force. To be read before they are served here: what this
 * region writes to them itself did not arrive.
 */
export async function newestArrived(
  map: ServingMap,
  { peerRegion, replication }: Pick<Parts, 'peerRegion' | 'replication'>,
): Promise<LossReport['lastArrived']> {
  const taken = takenFrom(peerRegion, map)
  if (taken === null) return null
  const [newest] = await replication.recentEvents(taken.homes, 1).catch(() => [])
  return newest ? { id: newest.id, type: newest.type, at: newest.at } : null
}

/** When homes of a region were given to another by force last, and which; null when none is frozen. */
function takenFrom(
  region: Home,
  { frozen = {} }: ServingMap,
): { epoch: number; homes: Home[] } | null {
  const all = Object.entries(frozen).filter(([, { lost }]) => lost === region)
  if (all.length === 0) return null
  const epoch = Math.max(...all.map(([, { since }]) => since))
  return { epoch, homes: all.flatMap(([home, { since }]) => (since === epoch ? [home] : [])) }
}

/** Null when nothing was taken by force, or when that was written down before. */
async function reportLoss(
  map: ServingMap,
  lastSeen: LossReport['lastSeen'],
  lastArrived: LossReport['lastArrived'],
  { serving, peerRegion, clock, losses }: Parts,
): Promise<LossReport | null> {
  const taken = takenFrom(peerRegion, map)
  if (taken === null) return null
  const { epoch, homes } = taken
  if ((await losses.read()).some((known) => known.epoch === epoch)) return null
  const report: LossReport = {
    epoch,
    at: instantOf(clock.now()),
    lostRegion: peerRegion,
    adoptedBy: serving.region,
    homes,
    lastArrived,
    lastSeen,
    salvaged: null,
  }
  await losses.keep(report)
  return report
}

/**
 * Salvages, and completes the peer's report of this region's loss. Done once per loss: a second try
 * may find a ledger that is the peer's copy already, in which nothing is missing.
 */
export async function salvageLoss(parts: Parts): Promise<Kept> {
  const { serving, peer, losses, replication, clock } = parts
  const mine = ({ lostRegion }: LossReport) => lostRegion === serving.region
  const [report] = (await peer.losses()).filter(mine).reverse()
  if (report === undefined) return salvage(parts)
  const known = (await losses.read()).find(({ epoch }) => epoch === report.epoch) ?? report
  if (known.salvaged !== null) {
    await peer.keepLoss(known)
    const { events, file } = known.salvaged
    return { salvaged: events, report: file }
  }
  // A ledger that lacks what had arrived already is another one, or an old one: what was lost is
  // not in it.
  const { lastArrived } = report
  const complete = lastArrived !== null && (await replication.missing([lastArrived])).length === 0
  const kept = await salvage(parts)
  const completed: LossReport = {
    ...report,
    salvaged: {
      at: instantOf(clock.now()),
      events: kept.salvaged,
      file: kept.report,
      complete,
      reconciledAt: null,
    },
  }
  await losses.keep(completed)
  await peer.keepLoss(completed)
  return kept
}

/** Nothing is left to ask about what this region took with it. */
export function isAccountedFor(reports: readonly LossReport[], lostRegion: Home): boolean {
  const mine = reports.filter((report) => report.lostRegion === lostRegion)
  return (
    mine.length > 0 &&
    mine.every(
      ({ salvaged }) =>
        salvaged !== null &&
        (salvaged.reconciledAt !== null || (salvaged.complete && salvaged.events === 0)),
    )
  )
}

/**
 * Notes, here and at the peer, that somebody has compared what this region took with it.
 * @throws Fault `not-serving` when it has not come back, so that nobody can know
 */
export async function markReconciled(
  lostRegion: Home,
  { losses, peer, clock }: Pick<Parts, 'losses' | 'peer' | 'clock'>,
): Promise<void> {
  const mine = (await losses.read()).filter((report) => report.lostRegion === lostRegion)
  for (const report of mine) {
    const { salvaged } = report
    if (salvaged === null) {
      throw new Fault('not-serving', `${lostRegion} has not come back with what only it had`)
    }
    const reconciledAt = salvaged.reconciledAt ?? instantOf(clock.now())
    const reconciled = { ...report, salvaged: { ...salvaged, reconciledAt } }
    await losses.keep(reconciled)
    // Again, too: the first time the peer may not have heard it.
    await peer.keepLoss(reconciled)
  }
}
