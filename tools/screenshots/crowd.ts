import type { ConversationId } from "../../lib/protocol/events.ts";
import { type Community, PASSWORD } from "./community.ts";
import { type Participant, signIn } from "./participant.ts";
import { SETUP_CODE } from "./server.ts";

const ROOMS = 60;
const GUESTS = 190;
/** So many of the guests stay connected. */
const GUESTS_HERE = 24;
const NAMES = [
  ..."Thibaut Inès Diego Mei Noor Kwame Rosa Fatou Leïla Zoltan Yuki Bruno Olga Sára".split(" "),
  "Maximiliane von Hohenfels-Aßlar",
];
const ROOM_NAMES =
  "accounts announcements apples assembly beds bees bottling budget cellar cider compost crates deliveries dogs fences frost garden gates goats grafting harvest-2026 hedges hives irrigation jam kitchen ladders machines market mills moss nets nursery orchard pests plots press-house pruning pumps quinces rain roofs scales seeds shed soil sorting storage sun swallows tools tractors vans visitors water weather wheels wood"
    .split(
      " ",
    );
const LONG_ROOM = "everything-about-the-long-wall-behind-the-old-press-house-2026";
const LONG_TOPIC =
  "Beds, tools and who waters: please write down what you took, when you bring it back, and which of the taps along the wall leaks again; the plan of the week hangs in the shed beside the door, and the key is where it has always been.";

/**
 * Creates a community of 60 rooms and 200 people, with messages of every length, on an empty server;
 * Awa is the administrator.
 */
export async function seedCrowd(url: string): Promise<Community> {
  const awa = await signIn(url, "setup", { name: "Awa", password: PASSWORD, code: SETUP_CODE });
  const people: Participant[] = [];
  for (const name of NAMES) people.push(await signIn(url, "users", { name, password: PASSWORD }));
  const [thibaut = awa, ines = awa, , , noor = awa] = people;
  const guests = await signInGuests(url);
  const rooms = await createRooms(awa, people);
  await talk(awa, people, rooms.get("garden") ?? "general");
  await writeUnread(people, rooms);
  await writeDirectly(awa, people);
  for (const one of people.slice(8)) one.disconnect();
  const here = [awa, ...people.slice(0, 8), ...guests];
  return { awa, thibaut, ines, noor, close: () => here.forEach((one) => one.disconnect()) };
}

async function signInGuests(url: string): Promise<Participant[]> {
  const here: Participant[] = [];
  for (let n = 1; n <= GUESTS; n++) {
    const guest = await signIn(url, "sessions", { name: `Guest ${n}` });
    if (n <= GUESTS_HERE) here.push(guest);
    else guest.disconnect();
  }
  return here;
}

async function createRooms(awa: Participant, people: readonly Participant[]) {
  const rooms = new Map<string, ConversationId>();
  for (const name of [...ROOM_NAMES, LONG_ROOM].slice(0, ROOMS)) {
    const topic = name === "garden" ? LONG_TOPIC : `Whatever concerns the ${name}`;
    const { conversation } = await awa.client.request("create", { name, topic });
    rooms.set(name, conversation.id);
  }
  for (const name of ["garden", "harvest-2026", "press-house", "deliveries", "water", "wood"]) {
    const conversation = rooms.get(name) ?? "";
    for (const one of people.slice(0, 6)) await one.client.request("join", { conversation });
  }
  return rooms;
}

async function talk(awa: Participant, people: readonly Participant[], garden: ConversationId) {
  const [thibaut, ines, diego, mei, noor, kwame] = people;
  await thibaut?.send(garden, LONG_TOPIC.repeat(2));
  await awa.send(garden, `I read all of it. ${LONG_TOPIC.repeat(2)}`);
  await ines?.send(
    garden,
    'Here is the plan:\n```sh\nfor bed in $(seq 1 24); do water --bed "$bed" --litres 12 --from tap-3 --until dawn || report "bed $bed is dry"; done\n```\nand the map: https://example.org/garden/beds/2026/wall?plot=4&view=plan#bed-12 (all of it).',
  );
  await awa.send(garden, "```\nif (tank.level < 0.2) stop();\n```");
  await awa.send(garden, "Yes.");
  await diego?.send(garden, "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4));
  await mei?.send(garden, "看https://example.org/garden。谢谢@Awa！");
  await noor?.send(garden, "@Awa שלום לכולם, the long hose is בסככה");
  await kwame?.send(garden, "/me brings the long ladder");
  await awa.send(
    garden,
    "/me says thank you to all of you, and above all to those who came in the rain",
  );
  await diego?.send(garden, "  first:\n    - beans\n    - chard");
}

async function writeUnread(people: readonly Participant[], rooms: Map<string, ConversationId>) {
  const [thibaut, ines, diego, mei] = people;
  await mei?.send("general", "@Awa the buyers come at eleven, can you open the shed?");
  const said = { "harvest-2026": 3, "press-house": 7, "deliveries": 2, "water": 12, "wood": 1 };
  for (const [name, count] of Object.entries(said)) {
    for (let n = 1; n <= count; n++) {
      await [thibaut, ines, diego][n % 3]?.send(rooms.get(name) ?? "", `Crate ${n} is full.`);
    }
  }
}

async function writeDirectly(awa: Participant, people: readonly Participant[]) {
  for (const [index, one] of people.entries()) {
    const { conversation } = await awa.client.request("open", { with: one.name });
    await awa.send(conversation.id, `Did you see the plan for the ${ROOM_NAMES[index]}?`);
    if (index === 1 || index === 6) {
      await one.send(conversation.id, "About Sunday: could you bring the ladder?");
    }
  }
}
