import { systemClock, systemRandom } from "../../lib/runtime/clock.ts";
import { conversationPath, PATHS, threadPath } from "../../lib/ui/paths.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import type { Community } from "./community.ts";
import type { Participant } from "./participant.ts";
import type { Staging, State } from "./state.ts";

const HOUR_MS = 3_600_000;
const ROOM = "well-house";

/** What was said and done in the room, and the group of four. */
interface Talk {
  room: ConversationSummary;
  group: ConversationSummary;
  root: number;
  calls: number;
}

const talks = new WeakMap<Community, Promise<Talk>>();

/** The room in which all that one does with messages was done: once, for the first picture. */
function talkOf(community: Community): Promise<Talk> {
  const known = talks.get(community);
  if (known) return known;
  const talk = talkThere(community);
  talks.set(community, talk);
  return talk;
}

async function talkThere({ awa, thibaut, ines, noor }: Community): Promise<Talk> {
  const { conversation: room } = await awa.client.request("create", {
    name: ROOM,
    topic: "The pump, the well, and who has the key",
  });
  const conversation = room.id;
  for (const one of [thibaut, ines, noor]) await one.client.request("join", { conversation });
  const say = async (by: Participant, text: string, more: object = {}) => {
    const id = systemRandom.uuid();
    return (await by.client.request("send", { conversation, id, text, after: 0, ...more })).seq;
  };
  const react = async (target: number, emoji: string, ...people: Participant[]) => {
    for (const { client } of people) {
      await client.request("react", { conversation, target, emoji, on: true });
    }
  };
  const logs = await say(
    thibaut,
    "The controller is back online. The logs are in `/var/log/pump`.",
  );
  await awa.client.request("pin", { conversation, target: logs, on: true });
  await react(logs, "👀", awa, ines);
  await react(logs, "🙏", thibaut, ines, noor);
  await say(ines, "Great! Does it still restart by itself at night?");
  const root = await say(ines, "Last week it did so twice.");
  await say(thibaut, "At 02:10 and 04:40. Both times the tank was below a fifth.", {
    thread: root,
  });
  const sensor = await say(awa, "Then it is the level sensor.", { thread: root });
  await say(noor, "I can look at it at noon.", { thread: root });
  await say(thibaut, "Fixed for good: it was upside down.", {
    thread: root,
    replyTo: sensor,
    alsoInRoom: true,
  });
  const answer = await say(awa, "Not since the patsh.", { replyTo: root });
  const text = "Not since the patch. It waits for the tank to fill first.";
  await awa.client.request("edit", { conversation, target: answer, text, version: 0 });
  await awa.client.request("bookmark", { conversation, target: answer, on: true, note: "patch" });
  await react(answer, "👍", thibaut, ines, noor);
  const gone = await say(noor, "Oh no, wrong room");
  await noor.client.request("delete", { conversation, target: gone });
  await say(noor, "🌅🍐");
  const poll = await say(ines, "When do we clean the tank?", {
    poll: { options: ["Saturday", "Sunday morning", "Never again"] },
  });
  const vote = async (by: Participant, option: number) =>
    void await by.client.request("vote", { conversation, target: poll, options: [option] });
  await Promise.all([vote(awa, 0), vote(thibaut, 0), vote(noor, 1)]);
  await awa.client.request("read", { conversation, seq: poll });
  const calls = await say(ines, "@Awa the buyers come at eleven, can you open the shed?");
  await react(calls, "🚚", thibaut);
  await put(awa, conversation);
  return { room, group: await meet(awa, thibaut, ines), root, calls };
}

/** What waits in Awa's inbox beside what calls her. */
async function put({ client }: Participant, conversation: string): Promise<void> {
  const now = systemClock.now();
  const id = () => systemRandom.uuid();
  await client.request("schedule", {
    id: id(),
    conversation,
    at: now + 5 * HOUR_MS,
    text: "Pickers tomorrow: plot 4 first, ladders are in the shed.",
  });
  await client.request("remind", {
    id: id(),
    at: now + 20 * HOUR_MS,
    note: "The tractor wants oil before the first frost.",
  });
  await client.request("draft", {
    conversation: "general",
    at: now,
    begun: now,
    text: "The new blade for the mower costs less if we order two, so I",
  });
}

async function meet(awa: Participant, thibaut: Participant, ines: Participant) {
  const { conversation } = await ines.client.request("open", { people: ["Awa", "Thibaut", "Mei"] });
  await ines.send(conversation.id, "So: who has the key of the well house?");
  await thibaut.send(conversation.id, "It hangs beside the pump.");
  const seq = await awa.send(conversation.id, "Then take the new seal with you.");
  await ines.client.request("read", { conversation: conversation.id, seq });
  return conversation;
}

/** Goes to where it was said. */
async function there({ page, community }: Staging, path: (talk: Talk) => string): Promise<Talk> {
  const talk = await talkOf(community);
  await page.goto(path(talk));
  await page.locator(".app .jump").waitFor({ state: "attached" });
  return talk;
}

const inRoom = (staging: Staging) => there(staging, () => `/rooms/${ROOM}`);

/** A message of the room with the focus, as the arrows give it, once its keys are heard. */
async function focused({ page, connection }: Staging, text: string) {
  await connection.online;
  const row = page.locator("#messages .message", { hasText: text }).last();
  await row.waitFor();
  await page.waitForFunction((row) => {
    if (!(row instanceof HTMLElement)) return false;
    row.blur();
    row.tabIndex = -1;
    row.focus();
    return row.querySelector(".actions") !== null;
  }, await row.elementHandle());
  return row;
}

/** What a key does on a message of the room, up to what opens. */
function afterKey(name: string, key: string, text: string, opens: string): State {
  return {
    name,
    viewer: "awa",
    path: PATHS.home,
    async stage(staging) {
      await inRoom(staging);
      await (await focused(staging, text)).press(key);
      await staging.page.locator(opens).first().waitFor();
    },
  };
}

const SHED = "can you open the shed";

/** What people do with messages; the community has them from the first of these on. */
export const MESSAGE_STATES: readonly State[] = [
  {
    name: "messages",
    viewer: "awa",
    path: PATHS.home,
    async stage(staging) {
      await inRoom(staging);
      await (await focused(staging, SHED)).press("r");
      await staging.page.locator(".composer .writing").first()
        .waitFor();
    },
  },
  afterKey("message-acts", "Enter", SHED, "[role=menu]"),
  afterKey("message-react", "+", SHED, ".quick-reacts, .emoji-picker"),
  afterKey("move", "m", "Great! Does it", "dialog[open] .pick"),
  afterKey("forward", "f", SHED, ".palette"),
  {
    name: "thread",
    viewer: "awa",
    path: PATHS.home,
    async stage(staging) {
      await there(staging, ({ room, root }) => threadPath(room, root));
      await staging.page.locator("#thread .message .bubble").nth(3).waitFor();
    },
  },
  {
    name: "inbox",
    viewer: "awa",
    path: PATHS.home,
    async stage(staging) {
      await there(staging, () => PATHS.inbox);
      await staging.page.locator(".inbox-entry, .entry").first().waitFor();
    },
  },
  {
    name: "group",
    viewer: "awa",
    path: PATHS.home,
    stage: (staging) => there(staging, ({ group }) => conversationPath(group)),
  },
  {
    name: "pins",
    viewer: "awa",
    path: PATHS.home,
    from: 600,
    async stage(staging) {
      await inRoom(staging);
      await staging.connection.online;
      await staging.page.getByRole("button", { name: /Pinned/ }).first().click();
      await staging.page.locator(".pins li").first().waitFor();
    },
  },
];
