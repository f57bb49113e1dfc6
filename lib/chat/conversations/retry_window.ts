/**
 * Whoever asks for a conversation this young may ask again, after a commit that lost its answer and
 * told nobody. A store that is away for longer leads to a suspicion, which finds it.
 */
const ASKED_AGAIN_MS = 60_000;

/** Whether who asks for this conversation now may be who made it, asking again. */
export function isWithinRetryWindow({ createdAt }: { createdAt: number }, now: number): boolean {
  return now - createdAt < ASKED_AGAIN_MS;
}
