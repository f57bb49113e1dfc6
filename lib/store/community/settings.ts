// Who may come in: what an administrator decides for the whole community.
import type { Settings } from "../../protocol/administration.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { type DecideParts, writeRow } from "../../kv/checked_write.ts";

/** What holds until somebody decides. */
export const DEFAULT_SETTINGS: Settings = {
  guests: true,
  registration: "open",
  guestsPerAddress: 50,
  bots: "administrators",
  secondFactor: false,
  proof: false,
  newcomerDays: 0,
  newcomerMessages: 10,
  newcomerSlowSeconds: 0,
  newcomerLinks: "refused",
  newcomerFiles: "refused",
  requests: "newcomers",
  previews: false,
};

/** The row: `change` makes each write one of its own, so that a lost answer is known by it. */
type SettingsRow = Settings & { change: string };

/** The settings as they are, or those that hold until somebody decides. */
export async function readSettings(kv: Pick<Kv, "get">): Promise<Settings> {
  const { value } = await kv.get<SettingsRow>(keys.settings());
  return settingsOf(value);
}

function settingsOf(row: Partial<SettingsRow> | null | undefined): Settings {
  const { change: _, ...known } = { ...DEFAULT_SETTINGS, ...row };
  return known;
}

/** Changes what `change` names, with `beside` in the same commit; gives the settings as they are. */
export async function writeSettings(
  kv: Kv,
  { id, change, beside }: { id: string; change: Partial<Settings>; beside: DecideParts },
): Promise<Settings> {
  const row = await writeRow<SettingsRow>(kv, keys.settings(), async (current) => {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const value = { ...DEFAULT_SETTINGS, ...current, ...Object.fromEntries(given), change: id };
    return { value, ...await beside() };
  });
  return settingsOf(row);
}

/** Whether somebody has decided who may come in. */
export async function isDecided(kv: Pick<Kv, "get">): Promise<boolean> {
  return (await kv.get(keys.settings())).value !== null;
}
