import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { asJson, openAdministered } from "../support/administered_pages.ts";
import { unescapeHtml } from "../support/pages.ts";

const PAGE = "/admin/integrations";
const weather = { name: "Weather", read: "on", write: "on", room: "general", next: PAGE };
const tokenIn = (html: string) => /class="link-field"[^>]* value="([\w-]{43})"/.exec(html)?.[1];

Deno.test("bots - B1: without a script a bot is added, its token shown once, and in no address", async () => {
  const pages = await openAdministered();
  const made = await pages.awa.post("/admin/do/bot", weather);
  assertEquals(made.status, 200);
  const token = tokenIn(made.html);
  assert(token, "the token is shown");
  assert(!made.path.includes(token));
  const page = await pages.awa.get(PAGE);
  assertEquals(tokenIn(page.html), undefined);
  assertStringIncludes(page.html, "reads and writes in # general");
  const id = await pages.idOf("Weather");
  const renewed = await pages.awa.post("/admin/do/bot-token", { id, next: PAGE });
  assert(tokenIn(renewed.html) && tokenIn(renewed.html) !== token);
  const nowhere = await pages.awa.post("/admin/do/bot-rooms", { id, next: PAGE });
  assertStringIncludes(nowhere.html, "in no room");
  const gone = await pages.awa.post("/admin/do/bot-remove", { id, next: PAGE });
  assertStringIncludes(unescapeHtml(gone.html), "Its token no longer works");
  assertStringIncludes(gone.html, "No bots yet");
  const journal = await pages.awa.get("/admin/journal");
  assertMatch(journal.html, /removed the bot/);
  await pages.close();
});

Deno.test("bots - what was typed stays where a name is taken or nothing is allowed to it", async () => {
  const pages = await openAdministered();
  const taken = await pages.awa.post("/admin/do/bot", { ...weather, name: "Diego" });
  assertEquals(taken.status, 409);
  assertStringIncludes(taken.html, 'value="Diego"');
  assertMatch(taken.html, /id="bots-name-error"/);
  assertMatch(taken.html, /name="room"[^>]*checked/);
  const { room, next } = weather;
  const nothing = await pages.awa.post("/admin/do/bot", { name: "Weather", room, next });
  assertEquals(nothing.status, 400);
  assertStringIncludes(nothing.html, 'role="alert"');
  await pages.close();
});

Deno.test("bots - the page is for administrators, and for members where they may add bots", async () => {
  const pages = await openAdministered();
  const { awa, diego, ines, noor } = pages;
  const statuses = async () => {
    const found = [awa, diego, ines, noor].map(async (who) => (await who.get(PAGE)).status);
    return await Promise.all(found);
  };
  assertEquals(await statuses(), [200, 403, 403, 403]);
  assert(!(await ines.get("/settings")).html.includes(PAGE));
  await awa.post("/admin/do/bot-makers", { bots: "members", next: PAGE });
  assertEquals(await statuses(), [200, 200, 200, 403]);
  assertStringIncludes((await ines.get("/settings")).html, `href="${PAGE}"`);
  const made = await ines.post("/admin/do/bot", weather);
  assert(tokenIn(made.html));
  assert(!(await ines.get(PAGE)).html.includes('name="bots"'));
  assert(!(await diego.get(PAGE)).html.includes("Weather"));
  assertStringIncludes((await awa.get(PAGE)).html, "added by Inès");
  await pages.close();
});

Deno.test("bots - B1: a bot is called so where it wrote, and among the members", async () => {
  const pages = await openAdministered();
  const token = tokenIn((await pages.awa.post("/admin/do/bot", weather)).html) ?? "";
  const known = await pages.identity.authenticate(token);
  assert(known);
  const say = { conversation: "general", id: crypto.randomUUID(), text: "It will rain" };
  await pages.settled(pages.instance.chat.post(known.actor, say));
  const room = await pages.awa.get("/rooms/general");
  const [, byline] = /<div class="byline"[^>]*>(.*?)<\/div>/.exec(room.html) ?? [];
  assertMatch(byline ?? "", />Weather<\/b>\s*<span class="tag">bot<\/span>/);
  const members = /<aside[\s\S]*<\/aside>/.exec(room.html)?.[0] ?? room.html;
  assertMatch(members, />Weather<\/span>[\s\S]{0,200}<span class="tag">bot<\/span>/);
  assertMatch(members, /<h2>Bots — 1<\/h2>(?:(?!<h2>)[\s\S])*>Weather<\/span>/);
  const others = members.replace(/<h2>Bots — 1<\/h2>[\s\S]*?<\/section>/, "");
  assert(!others.includes("Weather"), "and in no list of people");
  await pages.close();
});

Deno.test("hooks - a payload is tried by those alone who may add hooks", async () => {
  const pages = await openAdministered();
  for (const who of [pages.ines, pages.noor]) {
    const answer = await who.post("/admin/do/hook-try", { payload: "x", next: PAGE });
    assertEquals(answer.status, 403);
  }
  await pages.close();
});

Deno.test("bots - a bot's token opens no page", async () => {
  const pages = await openAdministered();
  const token = tokenIn((await pages.awa.post("/admin/do/bot", weather)).html) ?? "";
  for (const proof of [["Cookie", `palabre=${token}`], ["Authorization", `Bearer ${token}`]]) {
    const headers = new Headers([proof as [string, string]]);
    const response = await pages.request("/rooms/general", { headers });
    await response.body?.cancel();
    assertEquals(response.status, 403);
  }
  assertEquals((await asJson(pages.awa, PAGE)).status, 200);
  await pages.close();
});

Deno.test("hooks - B2: without a script a hook is added, its address shown once, and follows to another room", async () => {
  const pages = await openAdministered();
  const hook = { name: "Pump", room: "general", format: "slack", next: PAGE };
  const made = await pages.awa.post("/admin/do/hook", hook);
  const shown = /value="(http:\/\/localhost\/hooks\/[\w-]+\/[\w-]{32})"/;
  const address = shown.exec(made.html)?.[1];
  assert(address, "the address is shown");
  const page = await pages.awa.get(PAGE);
  assert(!shown.test(page.html));
  assertStringIncludes(page.html, "incoming webhook, writes in # general");
  assertStringIncludes(page.html, "not used yet");
  const id = await pages.idOf("Pump");
  const renewed = await pages.awa.post("/admin/do/hook-address", { id, next: PAGE });
  assert(shown.exec(renewed.html)?.[1] && shown.exec(renewed.html)?.[1] !== address);
  const taken = await pages.awa.post("/admin/do/hook", { ...hook, name: "Diego" });
  assertEquals(taken.status, 409);
  assertMatch(taken.html, /id="hooks-name-error"/);
  await pages.close();
});

Deno.test("hooks - B2: a payload is tried without being posted, and says what is not shown", async () => {
  const pages = await openAdministered();
  const attempt = async (payload: string, format = "slack") => {
    const answer = await pages.awa.post("/admin/do/hook-try", { payload, format, next: PAGE });
    assertEquals(answer.status, 200);
    return /<div class="tried"[\s\S]*?(?=<\/section>)/.exec(answer.html)?.[0] ?? "";
  };
  const shown = await attempt('{"text": "Tank *4* is low", "icon_emoji": ":droplet:"}');
  assertStringIncludes(shown, "<strong>4</strong>");
  assertMatch(shown, /<code>icon_emoji<\/code>/);
  assertStringIncludes(await attempt('{"text": "*4*"}', "markdown"), "<em>4</em>");
  assertMatch(await attempt('{"text": " "}'), /class="error"/);
  assertMatch(await attempt('{"text": '), /class="error"[^>]*>This begins as JSON/);
  assertMatch(await attempt('{"alerts": []}'), /class="error"[^>]*>Nothing in it can be shown/);
  const form = new URLSearchParams({ payload: '{"text": "by *form*"}' });
  assertStringIncludes(await attempt(`${form}`), "<strong>form</strong>");
  assertStringIncludes(await attempt("<script>"), "&lt;script>");
  // What posting calls is drawn as a call, and nothing else is.
  const calls = async (text: string) =>
    [...(await attempt(JSON.stringify({ text }))).matchAll(/class="mention[^"]*">([^<]*)</g)]
      .map(([, called]) => called);
  assertEquals(await calls("Tank low <!here>"), ["@here"]);
  assertEquals(await calls("<!here> and <!channel>"), ["@room"]);
  assertEquals(await calls("Tank low `@here`"), []);
  const before = await pages.awa.get("/rooms/general");
  assert(!before.html.includes("Tank"), "nothing was posted");
  await pages.awa.post("/admin/do/hook", { name: "Pump", room: "general", next: PAGE });
  const hook = await pages.idOf("Pump");
  const real = { payload: '{"text": "Tank *5* is low"}', post: "on", hook, next: PAGE };
  const posted = await pages.awa.post("/admin/do/hook-try", real);
  const at = /<a href="(\/rooms\/general\/\d+)">It was posted/.exec(posted.html)?.[1];
  assertStringIncludes((await pages.awa.get(at ?? "")).html, "Tank <strong>5</strong> is low");
  const other = await pages.awa.post("/admin/do/hook-try", { ...real, hook: "nobody" });
  assertMatch(other.html, /class="error"/);
  const kept = await pages.awa.post("/admin/do/hook-try", { payload: "kept", next: PAGE });
  assertMatch(kept.html, /<textarea[^>]*>kept<\/textarea>/);
  await pages.close();
});

Deno.test("outgoing hooks - B3: without a script one is added, looked at, changed and switched off", async () => {
  const pages = await openAdministered();
  const hook = { name: "Ledger", url: "https://ledger.example/in", keywords: "", next: PAGE };
  const refused = await pages.awa.post("/admin/do/outgoing", { ...hook, url: "ledger.example" });
  assertEquals(refused.status, 400);
  const made = await pages.awa.post("/admin/do/outgoing", {
    ...hook,
    event: "message",
    room: "general",
  });
  assertMatch(made.html, /value="whsec_[A-Za-z0-9+/]{43}="/);
  const page = await pages.awa.get(PAGE);
  assert(!page.html.includes("whsec_"), "the secret is shown once");
  assertStringIncludes(page.html, "outgoing webhook to ledger.example, for # general");
  const id = await pages.idOf("Ledger");
  const look = await pages.awa.get(`${PAGE}?hook=${id}`);
  assertStringIncludes(look.html, "Nothing was sent in the last three days.");
  const changed = { id, url: "https://other.example/", keywords: "", event: "join", next: PAGE };
  await pages.awa.post("/admin/do/outgoing-change", changed);
  assertStringIncludes((await pages.awa.get(PAGE)).html, "outgoing webhook to other.example");
  await pages.awa.post("/admin/do/outgoing-change", { ...changed, on: "off" });
  assertMatch((await pages.awa.get(PAGE)).html, /<span class="tag bad">off<\/span>/);
  const renewed = await pages.awa.post("/admin/do/outgoing-secret", { id, next: PAGE });
  assertMatch(renewed.html, /value="whsec_/);
  for (const who of [pages.ines, pages.noor]) {
    assertEquals((await who.post("/admin/do/outgoing-change", changed)).status, 403);
  }
  await pages.close();
});

Deno.test("commands - B3: without a script one is added to a bot, given another secret and removed", async () => {
  const pages = await openAdministered();
  await pages.awa.post("/admin/do/bot", weather);
  const bot = await pages.idOf("Weather");
  const wish = { name: "/weather", usage: "where", about: "12 hours", bot, next: PAGE };
  const refused = await pages.awa.post("/admin/do/command", { ...wish, url: "nowhere" });
  assertEquals(refused.status, 400);
  assertMatch(refused.html, /id="command-url-error"/);
  assertMatch(refused.html, /id="command-usage"[^>]*value="where"/);
  const url = "https://weather.example/";
  const made = await pages.awa.post("/admin/do/command", { ...wish, url });
  assertMatch(made.html, /value="whsec_[A-Za-z0-9+/]{43}="/);
  const taken = await pages.awa.post("/admin/do/command", { ...wish, url, name: "help" });
  assertEquals(taken.status, 409);
  assertMatch(taken.html, /id="command-name-error"/);
  const page = await pages.awa.get(PAGE);
  assertStringIncludes(page.html, "/weather where");
  assertStringIncludes(page.html, "calls weather.example, answered by Weather");
  const about = { name: "weather", next: PAGE };
  assertMatch((await pages.awa.post("/admin/do/command-secret", about)).html, /value="whsec_/);
  assertEquals((await pages.ines.post("/admin/do/command-remove", about)).status, 403);
  await pages.awa.post("/admin/do/command-remove", about);
  assert(!(await pages.awa.get(PAGE)).html.includes("/weather where"));
  await pages.close();
});
