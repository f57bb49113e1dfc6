// What moderators see beside members: who is kept out or quiet, as it was when it was last asked.
import * as v from "valibot";
import { SANCTION_KINDS } from "../../../lib/protocol/sanctions.ts";
import { systemClock, type Timer } from "../../../lib/runtime/clock.ts";
import type { Reading } from "../../../lib/ui/reading.ts";
import type { ChatWindow, SanctionInForce } from "../window/chat_window.ts";

const Reply = v.object({
  sanctions: v.array(v.object({
    kind: v.picklist(SANCTION_KINDS),
    whom: v.object({ id: v.string() }),
    until: v.optional(v.number()),
  })),
});

/** It is not asked more often, unless something was changed here. */
const FRESH_MS = 5_000;

/** What ends later is asked for when somebody looks again. */
const MAX_WAIT_MS = 3600_000;

const asked = new WeakMap<ChatWindow, { at: number; timer?: Timer }>();

/** Asks what is in force, if it was not just asked. Never rejects: what is known stays. */
export async function refreshSanctions(
  window: ChatWindow,
  reading: Pick<Reading, "words" | "times">,
  how: "now" | "if-old",
): Promise<void> {
  const now = systemClock.elapsed();
  const last = asked.get(window);
  if (how === "if-old" && last && now - last.at < FRESH_MS) return;
  last?.timer?.cancel();
  asked.set(window, { at: now });
  try {
    const response = await fetch("/api/v1/admin/sanctions");
    if (!response.ok) return;
    const { sanctions } = v.parse(Reply, await response.json());
    const byUser = new Map<string, SanctionInForce[]>();
    for (const { kind, whom, until } of sanctions) {
      byUser.set(whom.id, [...byUser.get(whom.id) ?? [], { kind, until }]);
    }
    window.sanctions.value = new Map(
      Array.from(byUser, ([user, all]) => [user, { all, words: wordsOf(all, window, reading) }]),
    );
    const ends = sanctions.flatMap(({ until }) => until ?? []);
    const next = Math.min(...ends) - window.model.now();
    if (ends.length === 0 || next > MAX_WAIT_MS) return;
    const timer = systemClock.after(Math.max(FRESH_MS, next), () => {
      void refreshSanctions(window, reading, "now");
    });
    asked.set(window, { at: now, timer });
  } catch {
    asked.delete(window); // no connection: the next who looks asks again
  }
}

/** What keeps somebody out, or quiet, for the longest. */
function wordsOf(
  all: readonly SanctionInForce[],
  { model }: ChatWindow,
  { words, times }: Pick<Reading, "words" | "times">,
): string {
  const [longest] = [...all].sort((one, other) =>
    (other.until ?? Infinity) - (one.until ?? Infinity)
  );
  if (!longest || longest.until === undefined) return words.t("members.banned");
  const time = times.brief(longest.until, model.now());
  return words.t(`members.out.${longest.kind}`, { time });
}
