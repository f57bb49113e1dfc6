// Every form of the pages, as a browser without script posts it × sanctions.
import { assert, assertEquals } from "@std/assert";
import { changeAdministrators } from "../../lib/store/community/administrators.ts";
import { conversationPath } from "../../lib/ui/paths.ts";
import { formPaths } from "../support/form_paths.ts";
import { openPages, type PlainBrowser } from "../support/pages.ts";
import { picture } from "../support/pictures.ts";
import { WHY } from "./sanctioned_place.ts";
import { FORMS_SEEN } from "./seen.ts";

/** What the service sends by somebody of this name, about a poll of theirs in a room that they made, and a message after it. */
interface Author {
  name: string;
  /** The room, by its id and by its name. */
  id: string;
  room: string;
  seq: number;
  /** Its path. */
  group: string;
  bot: string;
  /** Somebody else's. */
  hook: string;
  /** As a form says a time. */
  tomorrow: string;
}

const REFUSED = new RegExp(`You cannot write for now[^<]*${WHY}`);

type Fields = Record<string, string>;
const PROVIDER = {
  name: "Coop",
  issuer: "https://id.coop.example",
  client: "x",
  scopes: "openid",
  password: "baobab and rain",
};
const image = () => new File([picture("image/png")], "a.png", { type: "image/png" });

/** Each form that others see something of: where it is posted, and what. */
const POSTS: Record<string, (one: Author) => [path: string, fields: Fields, file?: string]> = {
  "…": ({ room }) => [`/rooms/${room}`, { text: "words" }],
  "…/attach": ({ room }) => [`/rooms/${room}/attach`, { text: "words" }, "file"],
  "…/edit": ({ room, seq }) => [`/rooms/${room}/${seq}/edit`, { text: "other words" }],
  "…/reactions": ({ room, seq }) => [`/rooms/${room}/${seq}/reactions`, { on: "🌳" }],
  "…/pin": ({ room, seq }) => [`/rooms/${room}/${seq}/pin`, { on: "on" }],
  "…/later": ({ room, tomorrow }) => [
    `/rooms/${room}/later`,
    { text: "words", at: tomorrow, id: crypto.randomUUID(), do: "send" },
  ],
  "…/forward": ({ room, seq }) => [`/rooms/${room}/${seq}/forward`, { to: room }],
  "…/thread": ({ room, seq }) => [`/rooms/${room}/${seq}/thread`, { text: "words" }],
  "…/vote": ({ room, seq }) => [`/rooms/${room}/messages/${seq}/vote`, { option: "0" }],
  "…/vanish": ({ room }) => [`/rooms/${room}/vanish`, { after: "3600000" }],
  "…/topic": ({ room }) => [`/rooms/${room}/topic`, { topic: "words" }],
  "…/people": ({ group }) => [`${group}/people`, { person: "third" }],
  "…/title": ({ group }) => [`${group}/title`, { title: "Others" }],
  "…/move": ({ room, seq }) => [`/rooms/${room}/${seq + 1}/move`, { to: "general" }],
  "/rooms": ({ name }) => ["/rooms", { name: `of-${name}` }],
  "/settings/picture": () => ["/settings/picture", {}, "picture"],
  "/settings": () => ["/settings", { status: "words" }],
  "/settings/account/name": ({ name }) => ["/settings/account/name", { name: `${name} two` }],
  "/admin/do/say": () => ["/admin/do/say", { text: "words" }],
  "/admin/do/shutdown": () => ["/admin/do/shutdown", { in: "7d", words: "words", sure: "on" }],
  "/admin/do/invite": () => ["/admin/do/invite", { uses: "1", duration: "1d" }],
  "/admin/do/community": () => ["/admin/do/community", { name: "Words" }],
  "/admin/do/presets": () => ["/admin/do/presets", { status0: "Words" }],
  "/admin/do/emoji": () => ["/admin/do/emoji", { name: "harvest" }, "picture"],
  "/admin/do/emoji-rename": () => ["/admin/do/emoji-rename", { name: "harvest", to: "crop" }],
  "/settings/status": () => ["/settings/status", { preset: "never Words" }],
  "/admin/do/picture": () => ["/admin/do/picture", {}, "picture"],
  "/admin/do/bot": ({ name, room }) => ["/admin/do/bot", { name: `b ${name}`, read: "on", room }],
  "/admin/do/hook": ({ name, room }) => ["/admin/do/hook", { name: `h ${name}`, room }],
  "/admin/do/hook-try": ({ hook }) => ["/admin/do/hook-try", { payload: "x", post: "on", hook }],
  "/admin/do/outgoing": ({ name, room }) => [
    "/admin/do/outgoing",
    { name: `o ${name}`, room, url: "https://x.example/", event: "join" },
  ],
  "/admin/do/command": ({ name, bot }) => [
    "/admin/do/command",
    { name: `do-${name}`, bot, url: "https://x.example/", usage: "", about: "" },
  ],
  "/admin/do/provider": ({ name }) => ["/admin/do/provider", { ...PROVIDER, id: `p-${name}` }],
  "/admin/do/provider-change": ({ name }) => [
    "/admin/do/provider-change",
    { ...PROVIDER, id: `p-${name}` },
  ],
  "/admin/do/room": ({ id, name }) => ["/admin/do/room", { id, name: `renamed-${name}` }],
};

/** A path of the routes as the tables name it. */
const short = (path: string) =>
  path.replace(/^\/(rooms|direct|groups)\/:name(?!\/(join|decline|topic)$)/, "…");
/** The same, as it is posted here. */
const posted = (path: string) =>
  path.replace(/\/(:seq\{[^/]*|messages\/:seq)\//, "/").replace("/rooms/:name", "…");

Deno.test("sanctions - every form has a row that says what others see of it", async () => {
  assertEquals(
    Object.keys(FORMS_SEEN).sort(),
    [...new Set((await formPaths()).map(short))].sort(),
  );
  const seen = Object.entries(FORMS_SEEN).filter(([, one]) => one !== "not");
  assertEquals(Object.keys(POSTS).sort(), seen.map(([path]) => posted(path)).sort());
});

Deno.test("sanctions - by forms, what others see is refused to the muted, with why", async () => {
  const pages = await openPages();
  const { instance: { administration, chat, users }, settled } = pages;
  const code = await pages.instance.setup.open() ?? "";
  const did = <T>(act: Promise<T>) => settled(act);
  const enter = async (name: string) => {
    const browser = pages.browser();
    await browser.post("/door/register", { name, password: "baobab and rain" });
    const { id } = await did(users.byName(name)) ?? { id: "" };
    const actor = { user: { id, name, role: "administrator" as const }, session: "none" };
    return { browser, actor };
  };
  const promote = async (id: string) => {
    const beside = async () =>
      await changeAdministrators(pages.kv, id, "administrator") ?? { checks: [], mutations: [] };
    await did(users.update(id, (user) => ({ ...user, role: "administrator" }), beside));
  };
  const root = await enter("root");
  await root.browser.post("/setup", { code });
  for (const name of ["second", "third"]) await enter(name);

  async function author(name: string): Promise<Author & { browser: PlainBrowser }> {
    const { browser, actor } = await enter(name);
    const { id: conversation, name: room = "" } = await did(
      chat.create(actor, { name: `room-of-${name}` }),
    );
    const poll = { options: ["one", "another"] };
    const message = { conversation, id: crypto.randomUUID(), text: "words", after: 0, poll };
    const { seq } = await did(chat.post(actor, message));
    await did(chat.post(actor, { ...message, id: crypto.randomUUID(), poll: undefined }));
    const group = conversationPath(
      await did(chat.openWith(actor, { people: ["root", "second"] })),
    );
    const wish = { name: `bot ${name}`, scopes: ["write" as const], rooms: [] };
    await promote(actor.user.id);
    const { bot } = await did(administration.addBot(actor, wish));
    const { bot: { bot: { id: hook } } } = await did(
      administration.addHook(root.actor, {
        name: `hook ${name}`,
        room: "general",
        format: "slack",
      }),
    );
    const bots = { bot: bot.bot.id, hook };
    return { browser, name, id: conversation, room, seq, group, ...bots, tomorrow };
  }
  const tomorrow = new Date(pages.clock.now() + 86_400_000).toISOString().slice(0, 16);
  const [free, muted] = [await author("ada"), await author("zed")];
  const { id } = await did(users.byName("zed")) ?? { id: "" };
  await did(users.update(id, (user) => ({ ...user, role: "member" })));
  await did(administration.mute(root.actor, { user: "zed", duration: "1h", reason: WHY }));
  await did(users.update(id, (user) => ({ ...user, role: "administrator" })));

  for (const [form, post] of Object.entries(POSTS)) {
    const [one, other] = [free, muted].map(async (who) => {
      const [path, fields, file] = post(who);
      const { browser } = who;
      return await (file
        ? browser.upload(path, fields, image(), file)
        : browser.post(path, fields));
    });
    const [done, refused] = [await one!, await other!];
    assert(done.status < 300 && !REFUSED.test(done.html), `${form}: ${done.status} ${done.path}`);
    assert(REFUSED.test(refused.html), `${form}: ${refused.status} ${refused.path}`);
    assert(refused.status === 403, `${form}: ${refused.status} ${refused.path}`);
  }
  await pages.close();
});
