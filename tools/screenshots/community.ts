import type { ConversationId } from "../../lib/protocol/events.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { type Participant, signIn } from "./participant.ts";
import { SETUP_CODE } from "./server.ts";

export const COMMUNITY = "Baobab Coop";
export const PASSWORD = "under the old tree";
/** The banned account, and the reason shown. */
export const BANNED = "Zoltan";
export const BAN_REASON = "Advertisements, three times in a row.";

/** The seeded community: the participants that stay connected. */
export interface Community {
  awa: Participant;
  thibaut: Participant;
  ines: Participant;
  noor: Participant;
  /** Ends all connections. */
  close(): void;
}

/** Creates people, rooms and messages on an empty server; Awa is the administrator. */
export async function seedCommunity(url: string): Promise<Community> {
  const awa = await signIn(url, "setup", { name: "Awa", password: PASSWORD, code: SETUP_CODE });
  const member = (name: string) => signIn(url, "users", { name, password: PASSWORD });
  const [thibaut, ines, diego, mei] = [
    await member("Thibaut"),
    await member("Inès"),
    await member("Diego"),
    await member("Mei"),
  ];
  const noor = await signIn(url, "sessions", { name: "Noor" });
  const banned = await member(BANNED);

  banned.disconnect();
  await ban(url, awa);

  await awa.client.request("topic", {
    conversation: "general",
    topic: "Everything that concerns all of us",
  });
  const room = async (name: string, topic: string) =>
    (await awa.client.request("create", { name, topic })).conversation.id;
  const harvest = await room("harvest-2026", "Who picks what, and when");
  const machines = await room("machines", "Pumps, tractors and what they say");
  const random = await room("random", "Everything else");
  await thibaut.client.request("create", { name: "beekeepers", topic: "Hives by the lower field" });
  for (const one of [thibaut, ines, diego]) {
    for (const conversation of [harvest, machines, random]) {
      await one.client.request("join", { conversation });
    }
  }
  await room("orchard", "Pears, quinces and who prunes them");
  await talk({ awa, thibaut, ines, diego, mei, harvest, machines, random });

  awa.client.sendSignal({
    type: "presence",
    status: "In the field",
    until: systemClock.now() + 3 * 3600_000,
  });
  thibaut.client.sendSignal({ type: "presence", state: "away" });
  mei.disconnect();
  const all = [awa, thibaut, ines, diego, noor];
  return { awa, thibaut, ines, noor, close: () => all.forEach((one) => one.disconnect()) };
}

async function talk(
  { awa, thibaut, ines, diego, mei, harvest, machines, random }:
    & Record<"awa" | "thibaut" | "ines" | "diego" | "mei", Participant>
    & Record<"harvest" | "machines" | "random", ConversationId>,
): Promise<void> {
  await thibaut.send(
    "general",
    "The irrigation controller is back online. I left the logs in `/var/log/pump` in case anyone wants a look.",
  );
  await ines.send("general", "Great! Does it still restart by itself at night?");
  await ines.send("general", "Last week it did so twice.");
  await awa.send(
    "general",
    'Not since the patch. This is what it runs now:\n```\nif (tank.level < 0.2) {\n  await pump.stop({ reason: "low water" });\n}\n```',
  );
  await diego.send("general", "Morning, everyone!");
  await diego.send("general", "Dawn over plot 4 was something to see. Frost on the low rows only.");
  await mei.send("general", "@Awa the buyers come at eleven, can you open the shed?");

  await awa.send(machines, "New belt for the sorter arrives on *Thursday*.");
  await awa.send(random, "Whoever left the blue thermos in the van: it is on my desk.");
  await diego.send(harvest, "Plot 2 is ready, plot 3 wants three more days.");
  await ines.send(harvest, "Then we start with the pears: https://example.org/harvest-plan");
  await thibaut.send(harvest, "I bring the second trailer.");

  await write(awa, "Mei", ["Did the seedlings arrive?"]);
  await write(awa, "Thibaut", ["Thank you for the pump!"]);
  await write(awa, "Diego", ["Can you take the market on Saturday?"]);
  const id = await write(awa, "Inès", [
    "Do you have the second key of the cold room?",
    "The green one.",
  ]);
  const answer = await ines.send(id, "It hangs behind the door of the office.");
  await awa.client.request("read", { conversation: id, seq: answer });
  await ines.send(id, "Shall I bring it along?");
}

async function write(from: Participant, to: string, texts: string[]): Promise<ConversationId> {
  const { conversation } = await from.client.request("open", { with: to });
  for (const text of texts) await from.send(conversation.id, text);
  return conversation.id;
}

async function ban(url: string, by: Participant): Promise<void> {
  const response = await fetch(`${url}/api/v1/admin/bans`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${by.token}` },
    body: JSON.stringify({ user: BANNED, duration: "7d", reason: BAN_REASON, addresses: false }),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${BANNED} could not be banned: ${response.status}`);
}
