import * as v from "valibot";
import type { Identity } from "../../lib/chat/identity/identity.ts";
import { idField } from "../../lib/http/fields.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { visitorOf } from "../../lib/http/visitor.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { pairPath, PATHS } from "../../lib/ui/paths.ts";
import { entered } from "./sessions.ts";

/** A device asks no more often than so (RFC 8628, `interval`). */
const INTERVAL_MS = 3_000;

/** What a device asks that somebody lets in from a browser (RFC 8628); the page is `/pair`. */
export function pairingOperations(
  { identity, clock }: { identity: Identity; clock: Clock },
): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/pairings",
      summary:
        "Ask for a session that somebody confirms in a browser by `userCode` (RFC 8628, 3.2)",
      open: true,
      status: 201,
      reply: v.object({
        deviceCode: v.string(),
        userCode: v.string(),
        verificationUri: v.string(),
        verificationUriComplete: v.string(),
        expiresInMs: v.number(),
        intervalMs: v.number(),
      }),
      async run({ c }) {
        const visitor = await visitorOf(c);
        const { deviceCode, userCode, until } = await identity.beginPairing(visitor);
        return {
          deviceCode,
          userCode,
          verificationUri: `${c.var.origin}${PATHS.pair}`,
          verificationUriComplete: `${c.var.origin}${pairPath(userCode)}`,
          expiresInMs: Math.max(0, until - clock.now()),
          intervalMs: INTERVAL_MS,
        };
      },
    }),
    operation({
      method: "POST",
      path: "/pairings/session",
      summary:
        "The session that was asked for, once; `{}` while nobody has answered (RFC 8628, 3.4)",
      open: true,
      body: v.object({ deviceCode: idField }),
      reply: v.partial(entered),
      async run({ c, body: { deviceCode } }) {
        const come = await identity.takePairing(await visitorOf(c), deviceCode);
        return come ? { token: come.token, user: come.actor.user } : {};
      },
    }),
  ];
}
