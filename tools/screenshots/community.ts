import { Client } from "../../lib/client/client.ts";
import { webSocketTransport } from "../../lib/client/transport.ts";
import type { ConversationId } from "../../lib/protocol/events.ts";
import { systemClock, systemRandom } from "../../lib/world/world.ts";
import { SETUP_CODE } from "./server.ts";

export const COMMUNITY = "Baobab Coop";
export const PASSWORD = "under the old tree";
/** Who has an account and may not come in, and why. */
export const BANNED = "Zoltan";
export const BAN_REASON = "Advertisements, three times in a row.";

/** One person, connected as a bot would be: by the protocol alone. */
export interface Inhabitant {
  name: string;
  token: string;
  client: Client;
  say(conversation: ConversationId, text: string): Promise<number>;
  leave(): void;
}

/** A small cooperative at work, and those of it who are here. */
export interface Community {
  awa: Inhabitant;
  thibaut: Inhabitant;
  ines: Inhabitant;
  noor: Inhabitant;
  /** Ends all connections. */
  close(): void;
}

/** Registers the people, Awa as their administrator, and lets them talk, in rooms and directly. */
export async function settle(url: string): Promise<Community> {
  const awa = await comeIn(url, "setup", { name: "Awa", password: PASSWORD, code: SETUP_CODE });
  const member = (name: string) => comeIn(url, "users", { name, password: PASSWORD });
  const [thibaut, ines, diego, mei] = [
    await member("Thibaut"),
    await member("Inès"),
    await member("Diego"),
    await member("Mei"),
  ];
  const noor = await comeIn(url, "sessions", { name: "Noor" });
  const banned = await member(BANNED);

  banned.leave();
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

  awa.client.say({
    type: "presence",
    status: "In the field",
    until: systemClock.now() + 3 * 3600_000,
  });
  thibaut.client.say({ type: "presence", state: "away" });
  mei.leave();
  const all = [awa, thibaut, ines, diego, noor];
  return { awa, thibaut, ines, noor, close: () => all.forEach((one) => one.leave()) };
}

async function talk(
  { awa, thibaut, ines, diego, mei, harvest, machines, random }:
    & Record<"awa" | "thibaut" | "ines" | "diego" | "mei", Inhabitant>
    & Record<"harvest" | "machines" | "random", ConversationId>,
): Promise<void> {
  await thibaut.say(
    "general",
    "The irrigation controller is back online. I left the logs in `/var/log/pump` in case anyone wants a look.",
  );
  await ines.say("general", "Great! Does it still restart by itself at night?");
  await ines.say("general", "Last week it did so twice.");
  await awa.say(
    "general",
    'Not since the patch. This is what it runs now:\n```\nif (tank.level < 0.2) {\n  await pump.stop({ reason: "low water" });\n}\n```',
  );
  await diego.say("general", "Morning, everyone!");
  await diego.say("general", "Dawn over plot 4 was something to see. Frost on the low rows only.");
  await mei.say("general", "@Awa the buyers come at eleven, can you open the shed?");

  await awa.say(machines, "New belt for the sorter arrives on *Thursday*.");
  await awa.say(random, "Whoever left the blue thermos in the van: it is on my desk.");
  await diego.say(harvest, "Plot 2 is ready, plot 3 wants three more days.");
  await ines.say(harvest, "Then we start with the pears: https://example.org/harvest-plan");
  await thibaut.say(harvest, "I bring the second trailer.");

  await write(awa, "Mei", ["Did the seedlings arrive?"]);
  await write(awa, "Thibaut", ["Thank you for the pump!"]);
  await write(awa, "Diego", ["Can you take the market on Saturday?"]);
  const id = await write(awa, "Inès", [
    "Do you have the second key of the cold room?",
    "The green one.",
  ]);
  const answer = await ines.say(id, "It hangs behind the door of the office.");
  await awa.client.request("read", { conversation: id, seq: answer });
  await ines.say(id, "Shall I bring it along?");
}

async function write(from: Inhabitant, to: string, texts: string[]): Promise<ConversationId> {
  const { conversation } = await from.client.request("open", { with: to });
  for (const text of texts) await from.say(conversation.id, text);
  return conversation.id;
}

async function ban(url: string, by: Inhabitant): Promise<void> {
  const response = await fetch(`${url}/api/v1/admin/bans`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${by.token}` },
    body: JSON.stringify({ user: BANNED, duration: "7d", reason: BAN_REASON, addresses: false }),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${BANNED} could not be banned: ${response.status}`);
}

async function comeIn(
  url: string,
  way: "users" | "sessions" | "setup",
  body: { name: string; password?: string; code?: string },
): Promise<Inhabitant> {
  const response = await fetch(`${url}/api/v1/${way}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { token, detail }: Record<string, unknown> = await response.json();
  if (!token) throw new Error(`${body.name} could not come in: ${detail}`);
  const client = new Client({
    transport: webSocketTransport(WebSocket, { headers: { authorization: `Bearer ${token}` } }),
    url: `${url.replace("http", "ws")}/ws`,
    clock: systemClock,
    random: systemRandom,
  });
  client.start();
  await client.connected();
  return {
    name: body.name,
    token: String(token),
    client,
    async say(conversation, text) {
      const id = systemRandom.uuid();
      return (await client.request("send", { conversation, id, text, after: 0 })).seq;
    },
    leave: () => client.stop(),
  };
}
