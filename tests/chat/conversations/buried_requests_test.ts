// Message requests among many: none is buried, and none tells of a block.
import { assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import {
  MAX_REQUEST_MESSAGES,
  MAX_REQUESTS_TO_ONE,
} from "../../../lib/protocol/message_requests.ts";
import type { MessageRequestRow } from "../../../lib/store/conversations/message_requests.ts";
import { assertRefused } from "../../support/chat_instances.ts";
import { type Community, communityTest, PASSWORD, type Somebody } from "../../support/community.ts";

const requestsOf = (here: Community, who: Somebody) =>
  here.settled(here.one.instance.chat.requests(who.actor));

communityTest(
  "message requests - a block is not told by a limit to whom nobody has to be asked about (Q4)",
  1,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const [kim, lee] = [await here.person("kim"), await here.person("lee")];
    const { chat } = here.one.instance;
    await here.settled(chat.settings(kim.actor, { block: mod.actor.user.id }));
    await here.pass(500);
    for (const to of ["kim", "lee"]) {
      for (let n = 0; n < MAX_REQUEST_MESSAGES + 2; n++) {
        await here.settled(chat.post(mod.actor, { to, id: `${to} ${n}`, text: `${n}`, after: n }));
      }
    }
    assertEquals((await here.settled(chat.sync(kim.actor))).conversations.length, 1, "general");
    assertEquals((await here.settled(chat.sync(lee.actor))).conversations.length, 2);
    assertEquals(await requestsOf(here, kim), []);
  },
);

communityTest(
  "message requests - neither what is ignored nor what is empty hides another, nor does one person (Q1)",
  1,
  async (here) => {
    const awa = await here.person("awa");
    const { chat } = here.one.instance;
    await here.settled(chat.settings(awa.actor, { requests: "strangers" }));
    await here.pass(500);
    const many = rowsFor(here, awa);
    await many(120, { ignored: true, at: 1 });
    await many(120, {});
    const [zoe, ...others] = [
      await here.person("zoe"),
      await here.person("b"),
      await here.person("c"),
    ];
    await here.settled(chat.post(zoe.actor, { to: "awa", id: "1", text: "hello" }));
    assertEquals((await requestsOf(here, awa)).map(({ by }) => by.name), ["zoe"]);

    const names = [...others.map(({ actor }) => actor.user.name)];
    for (const name of ["d", "e"]) names.push((await here.person(name)).actor.user.name);
    const pairs = names.flatMap((one, n) => names.slice(n + 1).map((other) => [one, other]));
    const open = (people: string[]) =>
      here.settled(chat.openWith(zoe.actor, { people: ["awa", ...people] }));
    for (const pair of pairs.slice(0, MAX_REQUESTS_TO_ONE - 1)) await open(pair);
    await assertRefused(() => open(pairs[MAX_REQUESTS_TO_ONE - 1]!), "requests-wait");

    await here.settled(here.one.instance.identity.deleteAccount(awa.actor, PASSWORD, "stay"));
    const prefix = keys.messageRequests(awa.actor.user.id);
    assertEquals(await here.settled(here.kv.list({ prefix }, { limit: 10 })), []);
  },
  { rates: false },
);

/** Writes so many rows of what somebody is asked, before all others by their keys. */
function rowsFor(here: Community, { actor: { user } }: Somebody) {
  let written = 0;
  return async (count: number, fields: Partial<MessageRequestRow>) => {
    for (let n = 0; n < count; n++) {
      const key = keys.messageRequest(user.id, `a${written++}`);
      const value = { by: "nobody", because: "new", messages: [], ...fields };
      await here.settled(here.kv.commit([], [{ type: "set", key, value }]));
    }
  };
}
