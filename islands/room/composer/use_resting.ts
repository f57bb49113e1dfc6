import { useMemo } from "preact/hooks";
import type { ConnectionState } from "../../../lib/client/model.ts";
import type { Resting } from "../../../lib/ui/composer/composer_resting.tsx";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import type { ReadConversation } from "../../../lib/ui/room/conversation_acts.ts";
import { useTicking } from "../panes/use_ticking.ts";
import type { OwnMute } from "../../../lib/protocol/server_frames.ts";
import { useWindow } from "../window/window_context.ts";

/** Why the composer rests, if it does, and the time by which it counts. */
export function useResting(): { resting: Resting; now: number } | undefined {
  const { model, arrival } = useWindow();
  const mute = model.mute.value;
  const connection = model.connection.value;
  const timed = mute?.until !== undefined || connection.state === "ended";
  const now = useTicking(() => model.now(), timed)?.now ?? model.now();
  const resting = restingOf(connection, mute, now) ?? (arrival.rules && { why: "rules" as const });
  return resting && { resting, now };
}

/** A session that the server ended takes no messages; nor does a mute that has not passed. */
export function restingOf(
  connection: ConnectionState,
  mute: OwnMute | undefined,
  now: number,
): Resting | undefined {
  if (connection.state === "ended") {
    const { reason, retryAt } = connection; // the banner has the server's words
    switch (reason) {
      case "flooding":
        return { why: "kicked", until: retryAt };
      case "kicked":
      case "banned":
        return { why: reason, until: retryAt, decided: true };
      default:
        return { why: "ended" };
    }
  }
  if (!mute || (mute.until !== undefined && mute.until <= now)) return undefined;
  return { why: "muted", reason: mute.message, until: mute.until, decided: true };
}

/** A conversation as its reader finds it: whether they may write in it now. */
export function useRestingIn(conversation: ConversationSummary): ReadConversation {
  const resting = useResting() !== undefined;
  return useMemo(
    () => resting ? { ...conversation, resting } : conversation,
    [conversation, resting],
  );
}
