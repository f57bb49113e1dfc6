// No screen is passed twice by one id: a repeat is a repeat where the message stands, and nowhere else.
import { assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { type Community, communityTest, type Place, type Somebody } from "../support/community.ts";

/** Posts under an id; gives the seq, or what it was refused with. */
async function post(
  here: Community,
  place: Place,
  { actor }: Somebody,
  message: { conversation?: string; to?: string; id: string; text: string; after?: number },
): Promise<number | string> {
  const posted = place.instance.chat.post(actor, message);
  return await here.settled(
    posted.then(({ seq }) => seq, (error) => String(error.refusal ?? error)),
  );
}

async function room(here: Community, by: Somebody, name: string): Promise<string> {
  return (await here.settled(here.one.instance.chat.create(by.actor, { name }))).id;
}

async function decide(
  here: Community,
  admin: Somebody,
  method: string,
  path: string,
  body: object,
) {
  assertEquals((await here.api(here.one, admin, method, path, body)).status, 200);
  await here.pass(1_000);
}

/** Under one id after the first: by an instance that has read nothing yet, as having seen all. */
async function again(
  here: Community,
  who: Somebody,
  message: Parameters<typeof post>[3],
): Promise<Array<number | string>> {
  const answers = [];
  for (const text of [message.text, "and now for something else"]) {
    const cold = await here.open(`cold-${here.places.length}`);
    await here.pass(6_000);
    answers.push(await post(here, cold, who, { ...message, text, after: 50 }));
  }
  return answers;
}

async function texts(here: Community, who: Somebody, conversation: string): Promise<string[]> {
  const path = `/conversations/${conversation}/events`;
  const { body } = await here.api(here.one, who, "GET", path);
  return (body.events as Array<{ kind: string; text: string }>)
    .filter(({ kind }) => kind === "message").map(({ text }) => text);
}

communityTest(
  "repeats - a slow room gives the place of a message that is sent again, whatever it says now (R6)",
  1,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    const other = await room(here, mod, "other");
    for (const conversation of [GENERAL, other]) {
      await decide(here, mod, "PATCH", `/admin/rooms/${conversation}`, { slowSeconds: 3_600 });
    }
    await here.settled(here.one.instance.chat.join(zed.actor, { conversation: other }));
    const id = crypto.randomUUID();
    const first = await post(here, here.one, zed, { conversation: GENERAL, id, text: "one" });
    assertEquals(
      await again(here, zed, { conversation: GENERAL, id, text: "one" }),
      [first, first],
    );
    const elsewhere = { conversation: other, text: "each room has a pace of its own" };
    assertEquals(typeof await post(here, here.one, zed, { ...elsewhere, id }), "number");
    const next = { ...elsewhere, id: crypto.randomUUID() };
    assertEquals(await post(here, here.one, zed, next), "slow-mode");
    assertEquals(await texts(here, mod, GENERAL), ["one"]);
  },
);

communityTest(
  "repeats - a newcomer's id opens no other room, and adds nothing where it was (R7)",
  1,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    const rule = { newcomerDays: 7, newcomerMessages: 0, newcomerLinks: "refused" };
    await decide(here, awa, "PATCH", "/admin/settings", { ...rule, newcomerSlowSeconds: 3_600 });
    const zed = await here.person("zed");
    const other = await room(here, awa, "other");
    await here.settled(here.one.instance.chat.join(zed.actor, { conversation: other }));
    const id = crypto.randomUUID();
    const first = await post(here, here.one, zed, { conversation: GENERAL, id, text: "hello" });
    const link = "https://example.org/offer";
    for (const elsewhere of [{ conversation: other }, { to: "awa" }]) {
      assertEquals(
        await post(here, here.one, zed, { ...elsewhere, id, text: link }),
        "newcomer-slow",
      );
    }
    const same = { conversation: GENERAL, id, text: link };
    assertEquals(await again(here, zed, same), [first, first]);
    assertEquals(await texts(here, awa, GENERAL), ["hello"]);
    assertEquals(await texts(here, awa, other), []);
  },
);

communityTest(
  "repeats - what a moderator let through is let through once, in its room (R8)",
  1,
  async (here) => {
    const awa = await here.person("awa", "administrator");
    await decide(here, awa, "PUT", "/admin/held-words", { words: ["casino"] });
    const zed = await here.person("zed");
    const other = await room(here, awa, "other");
    await here.settled(here.one.instance.chat.join(zed.actor, { conversation: other }));
    const id = crypto.randomUUID();
    const message = { conversation: GENERAL, id, text: "The casino of Monaco" };
    assertEquals(await post(here, here.one, zed, message), "held-for-review");
    const { body } = await here.api(here.one, awa, "GET", "/admin/waiting-messages");
    const [held] = body.messages as Array<{ id: string }>;
    const path = `/admin/waiting-messages/${held?.id}/approved`;
    const { seq } = (await here.api(here.one, awa, "POST", path)).body;

    const worse = "casino, casino!";
    assertEquals(
      await post(here, here.one, zed, { conversation: other, id, text: worse }),
      "invalid-field",
    );
    assertEquals(await post(here, here.one, zed, { ...message, text: worse, after: 50 }), seq);
    const cold = await here.open("cold");
    await here.pass(6_000);
    assertEquals(await post(here, cold, zed, { ...message, text: worse, after: 50 }), seq);
    assertEquals(await texts(here, awa, GENERAL), [message.text]);
    assertEquals(await texts(here, awa, other), []);
  },
);

communityTest(
  "repeats - one id is one of the few messages that wait with who is asked (Q2)",
  1,
  async (here) => {
    const [awa, zed] = [await here.person("awa"), await here.person("zed")];
    await here.settled(here.one.instance.chat.settings(awa.actor, { requests: "strangers" }));
    await here.pass(500);
    const id = crypto.randomUUID();
    const first = await post(here, here.one, zed, { to: "awa", id, text: "hello" });
    assertEquals(await again(here, zed, { to: "awa", id, text: "hello" }), [first, first]);
    const [request] = await here.settled(here.one.instance.chat.requests(awa.actor));
    assertEquals(request?.messages, 1);
    assertEquals(await texts(here, zed, request!.conversation), ["hello"]);
  },
);

communityTest(
  "repeats - of a message that was deleted, nothing comes back",
  1,
  async (here) => {
    const [mod, zed] = [await here.person("mod", "moderator"), await here.person("zed")];
    await decide(here, mod, "PATCH", `/admin/rooms/${GENERAL}`, { slowSeconds: 3_600 });
    const message = { conversation: GENERAL, id: crypto.randomUUID(), text: "one" };
    const first = await post(here, here.one, zed, message);
    const path = `/conversations/${GENERAL}/messages/${first}`;
    assertEquals((await here.api(here.one, zed, "DELETE", path)).status, 200);
    assertEquals(await again(here, zed, message), [first, first]);
    assertEquals((await texts(here, mod, GENERAL)).filter((text) => text), []);
  },
);
