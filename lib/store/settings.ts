// Who may come in: what an administrator decides for the whole community.
import type { Settings } from "../protocol/administration.ts";
import { keys } from "./keys.ts";
import type { Kv, Mutation } from "./kv.ts";
import { writeRow } from "./row_writes.ts";

/** What holds until somebody decides. */
const DEFAULT_SETTINGS: Settings = { guests: true, registration: "open" };

/** The row: `change` makes each write one of its own, so that a lost answer is known by it. */
type SettingsRow = Settings & { change: string };

/** The settings as they are, or those that hold until somebody decides. */
export async function readSettings(kv: Pick<Kv, "get">): Promise<Settings> {
  const { value } = await kv.get<SettingsRow>(keys.settings());
  const { guests, registration } = value ?? DEFAULT_SETTINGS;
  return { guests, registration };
}

/** Changes what `change` names, with `beside` in the same commit; gives the settings as they are. */
export async function writeSettings(
  kv: Kv,
  { id, change, beside }: { id: string; change: Partial<Settings>; beside: Mutation[] },
): Promise<Settings> {
  const row = await writeRow<SettingsRow>(kv, keys.settings(), (current) => {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const value = { ...DEFAULT_SETTINGS, ...current, ...Object.fromEntries(given), change: id };
    return { value, mutations: beside };
  });
  const { guests, registration } = row ?? DEFAULT_SETTINGS;
  return { guests, registration };
}
