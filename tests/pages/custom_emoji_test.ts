import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ADMINISTRATION_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { EMOJI_LIMITS } from "../../lib/protocol/custom_emoji.ts";
import { keys } from "../../lib/kv/keys.ts";
import { readPicture } from "../../lib/pictures/picture.ts";
import { bytesOf } from "../../lib/pictures/bytes.ts";
import { ACTIONS, ADMIN } from "../../lib/ui/administration/paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { type Administered, openAdministered } from "../support/administered_pages.ts";
import { unescapeHtml } from "../support/pages.ts";
import { drawnPng, gifOf } from "../support/pictures.ts";

/** Adds one by the form. */
async function add(
  { awa }: Pick<Administered, "awa">,
  name: string,
  bytes: Uint8Array<ArrayBuffer> = drawnPng(300, 200),
) {
  return await awa.upload("/admin/do/emoji", { name }, new File([bytes], "any"), "picture");
}

Deno.test("emoji - one that an administrator adds is drawn in messages, small and for good", async () => {
  const pages = await openAdministered();
  const { awa, ines, instance, close } = pages;
  assert(!(await ines.get("/rooms/general")).html.includes("custom-emoji"));
  assertEquals((await add(pages, " :Harvest: ")).status, 200);
  const tag = instance.administration.emoji().emoji.harvest ?? "";
  assertStringIncludes((await awa.get("/admin/community")).html, `src="/files/emoji/${tag}"`);
  assertStringIncludes((await awa.get("/admin/journal")).html, ":harvest:");

  await ines.post("/rooms/general", { text: "rain at last :harvest: and `:harvest:` :none:" });
  const drawn = `<img class="custom-emoji" src="/files/emoji/${tag}" alt=":harvest:"`;
  const { html } = await ines.get("/rooms/general");
  assertEquals(html.split(drawn).length, 2, "once: code is code");
  assertStringIncludes(html, "<code>:harvest:</code>");
  assertStringIncludes(html, " :none:");
  await close();
});

Deno.test("emoji - a picture is made anew, of 128 pixels at most, and of what moves its first", async () => {
  const pages = await openAdministered();
  const { instance, kv, close } = pages;
  for (const [name, bytes] of [["wide", drawnPng(300, 200)], ["moves", gifOf(8, 8, 3)]] as const) {
    assertEquals((await add(pages, name, bytes)).status, 200, name);
    const tag = instance.administration.emoji().emoji[name] ?? "";
    const { value } = await kv.get<Uint8Array<ArrayBuffer>>(keys.emojiPicture(tag));
    const kept = await readPicture(bytesOf(value ?? new Uint8Array()));
    assertEquals(kept?.type, "image/png");
    assertEquals([kept?.width, kept?.height], name === "wide" ? [128, 85] : [8, 8]);
  }
  await close();
});

Deno.test("emoji - what is no name, no picture, too large or known to all is refused at its field", async () => {
  const pages = await openAdministered();
  const { diego, instance, close } = pages;
  const bad: [string, Uint8Array<ArrayBuffer> | undefined, string][] = [
    ["a", undefined, "2 to 32 lower-case letters"],
    ["two words", undefined, "2 to 32 lower-case letters"],
    ["thumbsup", undefined, "is already a standard emoji"],
    ["harvest", new TextEncoder().encode("<svg onload=alert(1)>"), "Choose a PNG"],
    ["harvest", new Uint8Array(EMOJI_LIMITS.bytes + 1), "Choose a PNG"],
    ["harvest", new Uint8Array(2_000_000), "Choose a PNG"],
  ];
  for (const [name, bytes, said] of bad) {
    const refused = await add(pages, name, bytes);
    assertEquals(refused.status, 400, name);
    assertStringIncludes(refused.html, said);
    assertStringIncludes(refused.html, `value="${name}"`);
  }
  assertEquals((await add({ awa: diego }, "harvest")).status, 403, "who is a moderator");
  assertEquals(instance.administration.emoji().emoji, {});
  await close();
});

Deno.test("emoji - there are no more than 200, and another picture of one is none more", async () => {
  const pages = await openAdministered();
  const { instance, kv, close } = pages;
  const many = Array.from({ length: EMOJI_LIMITS.count }, (_, at) => [`of-${at}`, "tag"]);
  const value = { emoji: Object.fromEntries(many), change: "before" };
  await kv.commit([], [{ type: "set", key: keys.customEmoji(), value }]);
  const refused = await add(pages, "one-more");
  assertEquals(refused.status, 400);
  assertStringIncludes(refused.html, "There are 200 emoji already");
  assertEquals((await add(pages, "of-7")).status, 200);
  assertEquals(Object.keys(instance.administration.emoji().emoji).length, EMOJI_LIMITS.count);
  await close();
});

Deno.test("emoji - people react with one; once it is removed, its name is left, and can be taken back", async () => {
  const pages = await openAdministered();
  const { awa, ines, diego, instance, kv, close } = pages;
  await ines.post("/rooms/general", { text: "rain :harvest:" });
  const { html } = await ines.get("/rooms/general");
  const seq = /\/rooms\/general\/(\d+)\/reactions/.exec(html)?.[1] ??
    /data-seq="(\d+)"/.exec(html)?.[1] ?? "1";
  const form = `/rooms/general/${seq}/reactions`;
  assertEquals((await ines.post(form, { on: ":harvest:" })).status, 400, "there is none yet");
  await add(pages, "harvest");
  const tag = instance.administration.emoji().emoji.harvest ?? "";
  const reacted = await ines.post(form, { on: ":harvest:" });
  assertEquals(reacted.status, 200);
  assertEquals(reacted.html.split(`src="/files/emoji/${tag}"`).length, 3, "the text, the reaction");
  await awa.post("/admin/do/emoji-remove", { next: "/admin/community", name: "harvest" });
  assertEquals((await kv.get(keys.emojiPicture(tag))).value, null, "its picture is gone");
  const after = (await ines.get("/rooms/general")).html;
  assert(!after.includes("custom-emoji"));
  assertStringIncludes(after, "rain :harvest:");
  assertStringIncludes(after, 'value=":harvest:"');
  assertEquals((await diego.post(form, { on: ":harvest:" })).status, 400);
  assertEquals((await ines.post(form, { off: ":harvest:" })).status, 200);
  assert(!(await ines.get("/rooms/general")).html.includes('value=":harvest:"'));
  await close();
});

Deno.test("emoji - one is named otherwise in its row; what may not be comes back at its field", async () => {
  const pages = await openAdministered();
  const { awa, ines, diego, instance, close } = pages;
  for (const name of ["harvest", "crop"]) await add(pages, name);
  const rename = (to: string, browser = awa) =>
    browser.post("/admin/do/emoji-rename", { next: "/admin/community", name: "harvest", to });
  const bad = [["crop", 409, "There is already an emoji called"], [
    "x",
    400,
    "2 to 32 lower-case",
  ]] as const;
  for (const [to, status, said] of bad) {
    const refused = await rename(to);
    assertEquals(refused.status, status);
    assertStringIncludes(refused.html, said);
    assert(new RegExp(`<details open[^>]*><summary>Rename :harvest:`).test(refused.html), to);
    assertStringIncludes(refused.html, `value="${to}"`);
  }
  assertEquals((await rename("bounty", diego)).status, 403);
  await ines.post("/rooms/general", { text: "rain :harvest: :bounty:" });
  const { harvest } = instance.administration.emoji().emoji;
  assertEquals((await rename(":Bounty:")).status, 200);
  const { emoji } = instance.administration.emoji();
  assertEquals([emoji.bounty, Object.keys(emoji).sort()], [harvest, ["bounty", "crop"]]);
  const { html } = await ines.get("/rooms/general");
  assertStringIncludes(html, 'rain :harvest: <img class="custom-emoji"');
  assertStringIncludes((await awa.get("/admin/journal")).html, ":harvest: → :bounty:");
  const gone = await awa.post("/admin/do/emoji-remove", {
    next: "/admin/community",
    name: "harvest",
  });
  assertEquals(gone.status, 404);
  const alert = /role="alert"[^>]*autofocus[^>]*>The emoji “:harvest:” no longer exists\./;
  assertMatch(gone.html, alert);
  await close();
});

for (const locale of LOCALES) {
  Deno.test(`emoji - removing one asks first, and says what then is, in ${locale}`, async () => {
    const pages = await openAdministered();
    await pages.awa.post(PATHS.language, { locale });
    await add(pages, "harvest");
    const { html } = await pages.awa.get(ADMIN.community);
    const words = ADMINISTRATION_CATALOGS[locale];
    const name = ":harvest:";
    const said = (key: "custom.remove-one" | "custom.remove-sure" | "custom.remove-do") =>
      words[key].replace("{name}", name);
    const asked = html.split("<details").filter((one) => one.includes(ACTIONS.removeEmoji));
    assertEquals([asked.length, html.split(`action="${ACTIONS.removeEmoji}"`).length], [1, 2]);
    const [one = ""] = asked;
    assert(one.startsWith(`><summary>${said("custom.remove-one")}</summary>`), "it is closed");
    assertStringIncludes(unescapeHtml(one), said("custom.remove-sure"));
    assertStringIncludes(one, `${said("custom.remove-do")}</button>`);
    await pages.close();
  });
}

Deno.test("emoji - whoever changes them comes back to their panel, which says that it is done", async () => {
  const pages = await openAdministered();
  const { awa, close } = pages;
  const post = async (action: string, fields: Record<string, string>) => {
    const body = new URLSearchParams({ next: ADMIN.community, ...fields });
    const headers = { Origin: "http://localhost" };
    const answer = await awa.open(action, { method: "POST", body, headers });
    await answer.body?.cancel();
    return answer.headers.get("Location") ?? "";
  };
  await add(pages, "harvest");
  const ways = [
    await post(ACTIONS.renameEmoji, { name: "harvest", to: "bounty" }),
    await post(ACTIONS.removeEmoji, { name: "bounty" }),
  ];
  for (const way of ways) {
    const [address = "", id = ""] = way.split("#");
    const { html } = await awa.get(address);
    const [above = "", panel = ""] = html.split('id="emoji"');
    assertMatch(panel, new RegExp(`<p id="${id}"[^>]*tabindex="-1"[^>]*>Saved\\. Everyone`));
    assert(!above.includes(">Saved."), "said once, and there");
  }
  const refused = await awa.upload(
    ...[ACTIONS.addEmoji, { name: "crop" }, new File(["no"], "any"), "picture"] as const,
  );
  assertMatch(refused.html, /<input id="field-emoji-picture"[^>]*autofocus/);
  await close();
});
