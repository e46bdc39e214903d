import type { Unstamped } from '#kernel/core/decider.ts'
import { reaction } from '#kernel/service/reaction.ts'
import {
  skuOf,
  stockId,
  waitForShareMs,
  type Count,
  type Counted,
  type GiveUpWaiting,
  type ReceiveShare,
  type ReleaseShare,
  type RulesChanged,
  type ShareReleased,
  type ShareRequested,
  type TakeRules,
} from '#services/inventory/contract.ts'

export const reactions = [
  reaction<ShareRequested>('ask-other-homes', 'inventory.share-requested', (event, about) => {
    const { documentId, home, homes } = about
    const { request, count, quantity, evenWith } = event
    const peers = homes
      .filter((other) => other !== home)
      .map((other) => ({ home: other, sent: event.sent[other] ?? 0 }))
    const [first, ...then] = peers
    if (first === undefined) {
      const nobody: Unstamped<ReceiveShare> = {
        type: 'receive-share',
        from: home,
        request,
        count,
        quantity: 0,
        last: true,
        early: false,
      }
      return [{ kind: 'stock', id: documentId, command: nobody }]
    }
    const ask: Unstamped<ReleaseShare> = {
      type: 'release-share',
      to: home,
      request,
      count,
      quantity,
      evenWith,
      sent: first.sent,
      then,
    }
    const giveUp: Unstamped<GiveUpWaiting> = { type: 'give-up-waiting', request }
    return [
      { kind: 'stock', id: stockId(first.home, skuOf(documentId)), command: ask },
      { kind: 'stock', id: documentId, dueIn: waitForShareMs, command: giveUp },
    ]
  }),

  reaction<ShareReleased>('hand-over-share', 'inventory.share-released', (event, about) => {
    const { to, request, count, quantity, missing, evenWith, early, then } = event
    const sku = skuOf(about.documentId)
    const [next, ...rest] = missing > 0 ? then : []
    const hand: Unstamped<ReceiveShare> = {
      type: 'receive-share',
      from: about.home,
      request,
      count,
      quantity,
      last: next === undefined,
      early,
    }
    const handed = { kind: 'stock', id: stockId(to, sku), command: hand }
    if (next === undefined || request === null) return [handed]
    const ask: Unstamped<ReleaseShare> = {
      type: 'release-share',
      to,
      request,
      count,
      quantity: missing,
      evenWith,
      sent: next.sent,
      then: rest,
    }
    return [handed, { kind: 'stock', id: stockId(next.home, sku), command: ask }]
  }),

  reaction<Counted>('count-other-homes', 'inventory.counted', (event, about) =>
    Object.entries(event.others).map(([home, onHand]) => {
      const { count, tracked, backorder } = event
      const seen = event.seen?.[home]
      const command: Unstamped<Count> = {
        type: 'count',
        count,
        onHand,
        tracked,
        backorder,
        ...(seen === undefined ? {} : { seen }),
      }
      return { kind: 'stock', id: stockId(home, skuOf(about.documentId)), command }
    }),
  ),

  reaction<RulesChanged>('change-rules-elsewhere', 'inventory.rules-changed', (event, about) => {
    const { rules, tracked, backorder } = event
    const command: Unstamped<TakeRules> = { type: 'take-rules', rules, tracked, backorder }
    return event.others.map((home) => {
      return { kind: 'stock', id: stockId(home, skuOf(about.documentId)), command }
    })
  }),
]
