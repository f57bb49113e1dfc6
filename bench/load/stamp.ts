// Each message carries when it was to be sent, so that whoever gets it can tell how long it took.

/** A byte that stands nowhere else in a frame: not in JSON, an id or a name. */
const MARK = "~".charCodeAt(0);
const DIGITS = 13;
const ZERO = "0".charCodeAt(0);
const FILLER = " who takes the early shift on plot nine this week?";

/** The text of a message that was due at `ms` on this process's clock; 65 characters. */
export function stamped(ms: number): string {
  return `~${String(Math.round(ms * 1000)).padStart(DIGITS, "0")}${FILLER}`;
}

/** Calls `found` with each time that a frame carries, in milliseconds. */
export function eachStamp(payload: Uint8Array, found: (ms: number) => void): void {
  for (let at = payload.indexOf(MARK); at >= 0; at = payload.indexOf(MARK, at + DIGITS)) {
    let micros = 0;
    for (let nth = at + 1; nth <= at + DIGITS; nth++) {
      micros = micros * 10 + (payload[nth] ?? ZERO) - ZERO;
    }
    found(micros / 1000);
  }
}
