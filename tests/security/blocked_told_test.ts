// Whoever was blocked is told nothing of it: all that they ask and hear is, to the letter, what it is where
// nobody blocked them.
import { assert, assertEquals } from "@std/assert";
import { Community } from "../support/community.ts";

const TREE = encodeURIComponent("🌳");

const OTHERS = ["ada", "eva", "ida", "ola", "una", "zoe"];

/** How the two stand: what `awa` chose of strangers, and whether they wrote to each other before. */
const STANDINGS = {
  "who is heard": { requests: "nobody", met: false },
  "who is asked of first": { requests: "strangers", met: false },
  "who was heard before": { requests: "nobody", met: true },
} as const;

/** A conversation that an answer names. */
function conversationIn({ conversation }: Record<string, unknown>): string {
  return typeof conversation === "string" ? conversation : (conversation as { id: string }).id;
}

/** What `bo` is answered and told of all that one does towards somebody, who blocked them or did not. */
async function heard(
  { requests, met }: { requests: "nobody" | "strangers"; met: boolean },
  blocked: boolean,
) {
  const here = await Community.of(2, false);
  const [awa, bo] = [await here.person("awa"), await here.person("bo")];
  for (const name of ["third", ...OTHERS]) await here.person(name);
  const { chat } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const write = (text: string) => ({ id: crypto.randomUUID(), text, after: 0 });
  await did(chat.settings(awa.actor, { requests }));
  if (met) await did(chat.post(awa.actor, { to: "bo", ...write("hello") }));
  const theirs = await here.connect(here.two, bo);
  await here.connect(here.one, awa);
  await did(chat.settings(awa.actor, blocked ? { block: "bo" } : { keywords: [] }));
  await here.pass(500);

  const told: string[] = [];
  const ask = async (method: string, path: string, json?: object) => {
    const { status, body } = await here.api(here.two, bo, method, path, json);
    await here.pass(500);
    told.push(`${method} ${path.split("?")[0]} ${status} ${plain(JSON.stringify(body))}`);
    return body;
  };
  await ask("GET", `/people/${awa.actor.user.id}`);
  await ask("GET", "/people?query=awa");
  const direct = conversationIn(await ask("POST", "/conversations", { with: "awa" }));
  const at = `/conversations/${encodeURIComponent(direct)}`;
  for (const text of ["one", "two", "three", "four", "five"]) {
    await ask("POST", "/messages", { conversation: direct, text });
  }
  await ask("PATCH", `${at}/messages/2`, { text: "other" });
  await ask("PUT", `${at}/messages/2/reactions/${TREE}`);
  await ask("PUT", `${at}/messages/2/pin`);
  await ask("DELETE", `${at}/messages/3`);
  await ask("PUT", `${at}/read`, { seq: 3 });
  for (const  of of["", "/events", "/members", "/pins", "/files"]) await ask("GET", at + of);
  const group = conversationIn(await ask("POST", "/conversations", { people: ["awa", "third"] }));
  await ask("POST", "/messages", { conversation: group, text: "all of you" });
  const inGroup = `/conversations/${encodeURIComponent(group)}`;
  await ask("GET", `${inGroup}/members`);
  await ask("GET", `/people?query=a&conversation=${encodeURIComponent(group)}`);
  for (const other of OTHERS) {
    const { id } = (await ask("POST", "/conversations", { people: ["third", other] }))
      .conversation as { id: string };
    await ask("POST", `/conversations/${encodeURIComponent(id)}/people`, { user: "awa" });
  }
  const lair = conversationIn(await ask("POST", "/rooms", { name: "lair", private: true }));
  await ask("POST", `/conversations/${lair}/members`, { user: "awa" });
  await ask("POST", `/conversations/${lair}/members`, { user: "awa" });
  await ask("GET", `/conversations/${lair}/members`);
  await ask("POST", "/messages", { conversation: "general", text: "@awa hello" });
  await ask("GET", "/conversations/general/members");
  await ask("GET", "/conversations");
  const pushed = theirs.frames.flatMap((frames) => frames.split("\n")).map(plain);
  await here.close();
  return { told, pushed };
}

/** An answer or a frame without what is drawn and what time it is. */
function plain(said: string): string {
  return said
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, "ID").replace(/\b\d{13}\b/g, "TIME");
}

for (const [who, standing] of Object.entries(STANDINGS)) {
  Deno.test(`blocked - of ${who}, what one is answered and told is the same`, async () => {
    const [free, blocked] = [await heard(standing, false), await heard(standing, true)];
    assertEquals(blocked.told, free.told);
    assertEquals(blocked.pushed, free.pushed);
    assert(free.told.filter((line) => / 20[014] /.test(line)).length > 20, free.told.join("\n"));
  });
}
