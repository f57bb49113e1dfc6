import { spanOf } from "../../../lib/i18n/spans.ts";
import { parseDuration } from "../../../lib/protocol/durations.ts";
import { leadingName } from "../../../lib/text/leading_name.ts";
import type { SanctionKind } from "../../../lib/protocol/sanctions.ts";
import { readSanction } from "../../../lib/text/sanction_command.ts";
import { callApi } from "../overlays/api.ts";
import { personCalled } from "../people/person_called.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** Whom it asks, and where it says what was done. */
export interface SanctionPlace {
  model: Pick<ChatWindow["model"], "people">;
  words: ChatWindow["words"];
  showToast(text: string): unknown;
}

/**
 * Kicks, mutes or bans whoever was named, and says so. False where somebody or a duration is missing;
 * rejects as `callApi` does. Those whom the window has not met are asked for first: of “Ana María” it
 * may know another Ana alone.
 */
export async function runSanction(
  kind: SanctionKind,
  written: string,
  names: readonly string[],
  window: SanctionPlace,
): Promise<boolean> {
  const { name: first } = leadingName(written, []);
  const found = await window.model.people(first);
  const sanction = readSanction(kind, written, [...names, ...found.map(({ name }) => name)]);
  if (!sanction) return false;
  const { name, duration, reason } = sanction;
  const person = await personCalled(window.model, name, found);
  const whom = person ? { id: person.id } : { user: name };
  await callApi(`/admin/${kind}s`, { ...whom, duration: duration ?? "", reason, addresses: false });
  window.showToast(sanctionDone(window.words, kind, person?.name ?? name, duration));
  return true;
}

/** What was done to somebody; `duration` as it was written, none or an empty one for no end. */
export function sanctionDone(
  words: ChatWindow["words"],
  kind: SanctionKind,
  name: string,
  duration?: string,
): string {
  const ms = parseDuration(duration ?? "");
  return ms === undefined
    ? words.t("command.done.endless", { name })
    : words.t(`command.done.${kind}`, { name, span: spanOf(words.locale, ms) });
}
