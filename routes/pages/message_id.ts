/** Canonical UUIDs, of whatever version: the client's ids (`send` in the protocol). */
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The id that a form gives its message, which makes a second press harmless; else a new one. */
export function messageIdOf(written: string, random: { uuid(): string }): string {
  return UUID.test(written) ? written : random.uuid();
}
