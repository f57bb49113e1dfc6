// Coming in by the browser: the terminal shows a code, somebody confirms it there (RFC 8628).
import * as v from "valibot";
import { Lost } from "../client/requests.ts";
import { Person } from "../protocol/events.ts";
import { type Clock, sleep } from "../runtime/clock.ts";
import { ExitCode, Failure } from "./exit_codes.ts";
import { refusedAtDoor } from "./refused_at_door.ts";
import type { Server } from "./server.ts";

/** What the server gives, with the names of RFC 8628 (3.2); times in milliseconds. */
const Begun = v.object({
  deviceCode: v.string(),
  userCode: v.string(),
  verificationUri: v.string(),
  verificationUriComplete: v.string(),
  expiresInMs: v.number(),
  intervalMs: v.number(),
});
const Answered = v.object({ token: v.optional(v.string()), user: v.optional(Person) });

/** What whoever sits before the terminal is shown. `until`: milliseconds UTC, by the own clock. */
export interface ShownCode {
  code: string;
  /** Where the code is typed. */
  page: string;
  /** Where it is typed already. */
  link: string;
  until: number;
}

/** Shows a code, and asks for the session until it is confirmed. Throws a `Failure` where it is not. */
export async function pair(
  server: Server,
  show: (shown: ShownCode) => Promise<void>,
  clock: Clock,
): Promise<{ token: string; user: v.InferOutput<typeof Person> }> {
  const begun = await server.ask(Begun, "POST", "/pairings");
  if ("problem" in begun) throw refusedAtDoor(begun.problem);
  const { deviceCode, userCode: code, expiresInMs, intervalMs, ...addresses } = begun.answer;
  const until = clock.now() + expiresInMs;
  const { verificationUri: page, verificationUriComplete: link } = addresses;
  await show({ code, page, link, until });
  let waitMs = intervalMs;
  while (clock.now() < until) {
    await sleep(clock, waitMs);
    waitMs = intervalMs;
    // An answer that is lost on the way is asked for again (RFC 8628, 3.5).
    const said = await server.ask(Answered, "POST", "/pairings/session", { deviceCode })
      .catch((error) => {
        if (!(error instanceof Lost)) throw error;
        return { answer: {} as v.InferOutput<typeof Answered> };
      });
    if ("problem" in said) {
      const { code, retryAfterMs } = said.problem;
      const passes = code === "rate-limited" || code === "unavailable";
      if (!passes) throw refusedAtDoor(said.problem);
      waitMs = Math.max(intervalMs, retryAfterMs ?? 0);
      continue;
    }
    const { token, user } = said.answer;
    if (token !== undefined && user) return { token, user };
  }
  throw new Failure(server.speech.own.t("failure.pairing-over"), ExitCode.notLetIn);
}
