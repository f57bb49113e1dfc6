// When instances send, read, and give each other up.

/** How often an instance renews its lease and beacons: three renewals may fail before it lapses. */
export const RENEWAL_MS = 4_000;
/** How often peers' leases are looked at: a kill must show within 20 s (P2). */
export const LOOK_MS = 2_000;
/** A lease that did not change for this long, on the reader's own clock, has lapsed. */
export const LEASE_LAPSE_MS = 15_000;
/** After a longer pause between looks, unchanged leases prove nothing: the reader itself slept. */
export const LOOK_GAP_MS = 3 * LOOK_MS;
/** How often the wake key is read besides its watch, which can be silent without failing. */
export const WAKE_POLL_MS = 3_000;
/** A peer is near if it was heard on the channel within three beacons. */
export const NEAR_MS = 3 * RENEWAL_MS;
/** A message that a peer says it sent may still be on its way: how long it is waited for. */
export const GRACE_MS = 500;
/** Comparing all heads costs much: suspicions closer together than this are one. */
export const FIRST_SUSPICION_REST_MS = 200;
/** The same while suspicions go on and on. */
export const LONGEST_SUSPICION_REST_MS = 1_000;
/** A commit that an instance left in flight has ended this long after its departure. */
export const DEPARTED_AGAIN_MS = 10_000;
/** A topic dropped and followed again within this (a page reload) costs no write. */
export const UNFOLLOW_DELAY_MS = 5_000;
/** How long a close may take: an instance has 4 s to exit (D7). */
export const CLOSE_MS = 2_000;
/** How long a start waits for a store that does not answer before it gives up. */
export const START_PATIENCE_MS = 30_000;
/** Numbers of a departed peer are kept this long: it may have been asleep and come back. */
export const FORGET_MS = 600_000;
/** Inbox entries and wake keys are hints: nobody needs them later. */
export const HINT_EXPIRY_MS = 60_000;
/** Read inbox entries are deleted this late, to delete many at once. */
export const DELETE_DELAY_MS = 1_000;
/** How long a read of the roster that shows no other instance is trusted: no look came for longer. */
export const ALONE_TRUST_MS = 5_000;
