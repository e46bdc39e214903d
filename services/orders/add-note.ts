import { notesMax, orderRefusals } from '#services/orders/contract.ts'
import type { Decision, AddNote, PlacedOrder } from '#services/orders/order-model.ts'

export function addNote(state: PlacedOrder, { at, text }: AddNote): Decision {
  return state.notes.length < notesMax
    ? [{ type: 'orders.note-added', at, text }]
    : orderRefusals.tooManyNotes(`It holds ${notesMax} notes.`)
}
