import { assert, assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import { EMOJI_LIMITS } from "../../lib/protocol/custom_emoji.ts";
import type { Community, Place, Somebody } from "../support/community.ts";
import { communityTest } from "../support/community.ts";
import { drawnPng, SECRETS, withSecrets } from "../support/pictures.ts";

/** Uploads a file as somebody. */
async function uploaded(here: Community, { actor }: Somebody, bytes: Uint8Array<ArrayBuffer>) {
  const { uploads } = here.one.instance.files;
  const { id } = await here.settled(uploads.create(actor, { name: "any", size: bytes.length }));
  await here.settled(uploads.append(actor, id, 0, new Blob([bytes]).stream()));
  return id;
}

/** Adds one, and gives how that was answered. */
async function add(
  here: Community,
  who: Somebody,
  name: string,
  bytes: Uint8Array<ArrayBuffer> = drawnPng(300, 200),
) {
  const file = await uploaded(here, who, bytes);
  return await change(here, here.one, who, "PUT", name, { file });
}

async function change(
  here: Community,
  place: Place,
  who: Somebody,
  method: "PUT" | "PATCH" | "DELETE",
  name: string,
  json?: object,
) {
  const path = `/admin/emoji/${encodeURIComponent(name)}`;
  const { status, body } = await here.api(place, who, method, path, json);
  return { status, problem: String(body.type ?? "").split(":").at(-1) };
}

type Listed = { version: string; emoji: Array<{ name: string; picture: string }> };

const list = async (here: Community, who: Parameters<Community["api"]>[1]) => {
  const { status, body } = await here.api(here.two, who, "GET", "/emoji");
  return { status, ...body as Listed };
};

communityTest(
  "emoji - N10: added, named otherwise and removed by the API; bots and guests read the list",
  2,
  async (here) => {
    const [ada, gil] = [
      await here.person("ada", "administrator"),
      await here.person("gil", "guest"),
    ];
    assertEquals(await list(here, gil), { status: 200, version: "", emoji: [] });
    assertEquals((await add(here, ada, ":Harvest:")).status, 204);
    await here.pass(1_000);
    const { emoji: [one, ...none], version } = await list(here, gil);
    assertEquals([one?.name, none], ["harvest", []]);
    const read = await here.ask(here.two, { address: "198.51.100.1" }, "GET", one!.picture);
    assertEquals([read.status, read.headers.get("content-type")], [200, "image/png"]);

    const wish = { name: "reader", scopes: ["read" as const], rooms: [] };
    const { administration } = here.one.instance;
    const { token } = await here.settled(administration.addBot(ada.actor, wish));
    const bot = { token, address: ada.address };
    assertEquals((await list(here, bot)).emoji, [one]);
    const stranger = { address: "198.51.100.1" };
    assertEquals((await here.api(here.two, stranger, "GET", "/emoji")).status, 401);

    const renamed = await change(here, here.two, ada, "PATCH", "harvest", { name: "crop" });
    assertEquals(renamed.status, 204);
    const after = await list(here, gil);
    assertEquals(after.emoji, [{ name: "crop", picture: one!.picture }]);
    assert(after.version !== version);
    assertEquals((await change(here, here.one, ada, "DELETE", "crop")).status, 204);
    await here.pass(1_000);
    assertEquals(await list(here, gil), { status: 200, version: "", emoji: [] });
    assertEquals((await here.ask(here.one, gil, "GET", one!.picture)).status, 404);
    const { entries } = await here.settled(administration.readAuditLog(ada.actor, { limit: 9 }));
    assertEquals(entries.filter(({ act }) => act.startsWith("emoji")).map(({ what }) => what), [
      ...[":crop:", ":harvest: → :crop:", ":harvest:"],
    ]);
  },
);

communityTest(
  "emoji - N10: what may not be is refused with why, and nothing changes",
  2,
  async (here) => {
    const [ada, mod] = [
      await here.person("ada", "administrator"),
      await here.person("mo", "moderator"),
    ];
    await here.api(here.one, ada, "PUT", "/admin/held-words", { words: ["casino"] });
    for (const name of ["harvest", "other"]) assertEquals((await add(here, ada, name)).status, 204);
    const before = here.one.instance.administration.emoji();
    const bad: [string, Uint8Array<ArrayBuffer>, string][] = [
      ["a", drawnPng(9, 9), "emoji-name"],
      ["thumbsup", drawnPng(9, 9), "emoji-name-taken"],
      ["+1", drawnPng(9, 9), "emoji-name"],
      ["casino", drawnPng(9, 9), "emoji-name-held"],
      ["free_casino-night", drawnPng(9, 9), "emoji-name-held"],
      ["fine", new TextEncoder().encode("<svg onload=alert(1)>"), "emoji-picture"],
      ["fine", new Uint8Array(EMOJI_LIMITS.bytes + 1), "emoji-picture"],
    ];
    for (const [name, bytes, problem] of bad) {
      assertEquals(await add(here, ada, name, bytes), { status: 400, problem }, name);
    }
    const file = await uploaded(here, ada, drawnPng(9, 9));
    assertEquals((await change(here, here.one, mod, "PUT", "fine", { file })).status, 403);
    const own = await uploaded(here, mod, drawnPng(9, 9));
    assertEquals(
      (await change(here, here.one, ada, "PUT", "fine", { file: own })).problem,
      "unknown-file",
    );
    for (
      const [from, to, problem] of [
        ["harvest", "other", "emoji-name-used"],
        ["none", "novel", "unknown-emoji"],
        ["harvest", "casino", "emoji-name-held"],
        ["harvest", "Ä", "emoji-name"],
        ["constructor", "novel", "unknown-emoji"],
      ]
    ) {
      const answer = await change(here, here.one, ada, "PATCH", from!, { name: to });
      assertEquals(answer.problem, problem, `${from} ${to}`);
    }
    assertEquals(
      (await change(here, here.one, mod, "PATCH", "harvest", { name: "novel" })).status,
      403,
    );
    assertEquals((await change(here, here.one, mod, "DELETE", "harvest")).status, 403);
    assertEquals((await change(here, here.one, ada, "DELETE", "none")).problem, "unknown-emoji");
    assertEquals(here.one.instance.administration.emoji(), before);
  },
);

communityTest(
  "emoji - N10: a picture tells nothing besides, and is shown once to two names",
  1,
  async (here) => {
    const ada = await here.person("ada", "administrator");
    const bytes = withSecrets("image/jpeg", 6);
    const { administration } = here.one.instance;
    const picture = () => Promise.resolve(bytes); // as a form brings it
    for (const name of ["sack", "bag-of"]) {
      await here.settled(administration.addEmoji(ada.actor, { name, picture }));
    }
    const { emoji } = administration.emoji();
    assertEquals(emoji.sack, emoji["bag-of"]);
    const { value } = await here.kv.get<Uint8Array>(keys.emojiPicture(emoji.sack!));
    const text = new TextDecoder("latin1").decode(value!);
    assertEquals(SECRETS.filter((secret) => text.includes(secret)), []);
    await change(here, here.one, ada, "DELETE", "sack");
    assert((await here.kv.get(keys.emojiPicture(emoji.sack!))).value, "another one shows it");
    await change(here, here.one, ada, "DELETE", "bag-of");
    assertEquals((await here.kv.get(keys.emojiPicture(emoji.sack!))).value, null);
  },
);

communityTest(
  "emoji - N10: open clients are told of each change, and after sync where they draw others",
  2,
  async (here) => {
    const [ada, ben] = [await here.person("ada", "administrator"), await here.person("ben")];
    const end = await here.connect(here.two, ben);
    await add(here, ada, "harvest");
    await here.pass(1_000);
    const { version, emoji } = here.two.instance.administration.emoji();
    assertEquals(end.pushes("emoji"), [{ type: "emoji", version, emoji }]);
    assertEquals(Object.keys(emoji), ["harvest"]);
    await here.api(here.one, ada, "PATCH", "/admin/settings", { guests: false });
    await here.pass(1_000);
    assertEquals(end.pushes("emoji").length, 1, "another setting is none of theirs");

    for (
      const [drawn, told] of [[undefined, 0], [version, 0], ["", 1], ["of-before", 1]] as const
    ) {
      const again = await here.connect(here.two, ben);
      const before = again.pushes("emoji").length;
      again.ask({ type: "sync", since: {}, emoji: drawn });
      await here.pass(500);
      assertEquals(again.pushes("emoji").slice(before).length, told, String(drawn));
      again.gone();
    }
    await change(here, here.one, ada, "DELETE", "harvest");
    await here.pass(1_000);
    assertEquals(end.pushes("emoji").at(-1), { type: "emoji", version: "", emoji: {} });
  },
);

communityTest(
  "emoji - N10: what a command wrote beside the instances is drawn without a word",
  2,
  async (here) => {
    const ben = await here.person("ben");
    const end = await here.connect(here.two, ben);
    const value = { emoji: { harvest: "tag" }, change: "by a command" };
    await here.kv.commit([], [{ type: "set", key: keys.customEmoji(), value }]);
    await here.pass(31_000);
    await list(here, ben); // as any page asks
    await here.pass(100);
    assertEquals((await list(here, ben)).emoji.map(({ name }) => name), ["harvest"]);
    assertEquals(end.pushes("emoji").map(({ version }) => version), ["by a command"]);
  },
);
