// What the simulated database promises to have in common with PostgreSQL 18 as the embedded adapter
// sets it up. Each rule is one sentence that a test against the real server can try.

export const rules = {
  'durable-before-acknowledged':
    'A commit is on the disk of its own region before it waits for the peer, and is acknowledged only after the peer has reported it flushed.',
  'hidden-while-it-waits':
    'A commit that waits for the peer shows to no reader of its own region yet, and keeps its locks.',
  'shown-at-the-peer-first':
    'The peer applies and shows a commit that is still waiting to be acknowledged at home.',
  'let-go-is-committed':
    'A commit whose wait was cancelled or whose backend was ended is committed here; whoever asked is told that the outcome is unknown.',
  'waiting-survives-a-crash':
    'A commit that was waiting for the peer when its server crashed is there, and shown, after the restart.',
  'unflushed-is-gone-after-a-crash':
    'A commit that had not reached the disk when its server crashed has never happened.',
  'applied-is-not-flushed':
    'A commit of the peer shows as soon as it is applied, and is reported as flushed only when the disk has it.',
  'applied-tail-is-sent-again':
    'What was applied and not flushed is lost in a crash of the receiver, and sent again from the last flushed position.',
  'own-flush-takes-all':
    'Flushing a commit of its own also makes durable whatever was applied before it.',
  'in-order':
    'The commits of a region arrive at the peer in the order in which they reached its disk.',
  'tail-that-never-left':
    'What a region committed while its peer was out of reach stays here and waits in the slot.',
  'unsubscribing-drops':
    'After unsubscribing nothing of the peer arrives any more, also what it had sent and was not applied.',
  'forgetting-recalls-nothing':
    'What was sent before the slot is dropped arrives all the same; nothing of what is committed after that does.',
  'subscribing-goes-on':
    'Subscribing again while the slot is still there goes on where it stopped, without a gap and without repeats.',
  'subscribing-skips-the-past':
    'A subscription with a new slot receives what is committed from then on, and nothing older.',
  'slot-of-its-own':
    'A subscription receives through the slot that was made for it: one made meanwhile by somebody else changes nothing, one made in its place feeds it nothing, so that it misses nothing unseen.',
  'slot-waits-for-those-under-way':
    'A new slot waits for the transactions under way on its server, also for those that wait for a peer.',
  'slot-is-bounded':
    'A slot whose peer stays away is given up when what it keeps exceeds a bound; nothing more is received through it.',
  'fence-in-the-commit':
    'The fence is compared within the transaction, and setting it waits for all transactions under way.',
  'fence-is-local': 'The fence is on the disk of its own region and is never replicated.',
  'fence-never-goes-back': 'A fence with an epoch older than the stored one is refused.',
  'fence-as-it-was': 'A fence that is to replace a certain one is refused when another is stored.',
  'fence-one-by-one':
    'Who sets the fence waits for who sets it, and compares with what that one has stored.',
  'leaving-waits-for-nobody':
    'That the pairs are left is noted while commits wait for the peer, is seen by everybody here, outlives a crash, and is told to no peer.',
  'one-comes-back-at-a-time':
    'What one process does exclusively no other does, until its connection or its server is lost; then it can do no more of it.',
  'one-writer-at-a-row':
    'A commit that meets a row, delivery or mark held by another transaction waits until that one has ended.',
  'standing-still':
    'A server that is stopped writes, sends, applies and answers nothing; what reached it meanwhile is done when it goes on.',
  'deliveries-replicate':
    'Finishing, postponing, leasing and burying a delivery arrive at the peer like any other change.',
  'events-are-forgotten-alone': 'Removing old events is not replicated; removing old marks is.',
  'here-does-not-wait':
    'A commit of durability `here` is acknowledged when its own disk has it, and arrives at the peer all the same.',
  'switching-off-lets-go':
    'When commits are told to wait for nobody, those that wait are acknowledged at once.',
  'reseeding-copies':
    'Re-seeding empties the tables, copies those of the peer as of one moment, and goes on with what was committed since.',
} as const

export type Rule = keyof typeof rules
