import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as v from "valibot";
import { plannedShutdown } from "../../lib/store/community/planned_shutdown.ts";
import { leadsToThisMachine } from "../../lib/ui/this_machine.ts";
import { Shown } from "../../lib/ui/administration/views.ts";
import { type Administered, asJson, openAdministered } from "../support/administered_pages.ts";
import { unescapeHtml } from "../support/pages.ts";

const PAGES = [
  "/admin",
  "/admin/people",
  "/admin/rooms",
  "/admin/reports",
  "/admin/sanctions",
  "/admin/invitations",
  "/admin/journal",
] as const;

/** The form that is there while a shutdown is planned. */
const CALL_OFF = 'action="/admin/do/shutdown-cancel"';

Deno.test("administration - whoever looks at the overview is here", async () => {
  const pages = await openAdministered();
  await pages.clock.advance(5 * 60_000); // nobody has looked at a page for a while
  const { html } = await pages.awa.get("/admin");
  const here = Number(/Here now<\/dt><dd>(\d+)</.exec(html)?.[1]);
  assertEquals(here, 1);
  assertStringIncludes(html, '<tr data-person="Awa">');
  await pages.close();
});

Deno.test("administration - who reads without a script is counted and listed alike", async () => {
  const pages = await openAdministered();
  await pages.clock.advance(5 * 60_000);
  await pages.noor.get("/rooms/general");
  await pages.awa.get("/rooms/general");
  await pages.clock.advance(1_000);
  const { html } = await pages.awa.get("/admin");
  assertEquals(Number(/Here now<\/dt><dd>(\d+)</.exec(html)?.[1]), 2);
  const listed = [...html.matchAll(/<tr data-person="([^"]+)"/g)].map(([, name]) => name);
  assertEquals(listed.sort(), ["Awa", "Noor"]);
  await pages.close();
});

Deno.test("administration - a ban spares others of the address, and people stand by their numbers", async () => {
  const pages = await openAdministered();
  for (const n of [10, 9, 1]) await pages.browser().post("/door/guest", { name: `Pupil ${n}` });
  const { html } = await pages.awa.get("/admin/people");
  const names = [...html.matchAll(/Pupil \d+(?=<\/span>)/g)].map(([name]) => name);
  assertEquals(names, ["Pupil 1", "Pupil 9", "Pupil 10"]);
  const person = /href="(\/admin\/people\/[\w-]+)"[^>]*title="[^"]*Pupil 9"/.exec(html)?.[1] ?? "";
  const seen = await pages.awa.get(person);
  assertEquals(/name="addresses"[^>]*checked/.test(seen.html), false);
  assertStringIncludes(seen.html, 'name="addresses"');
  await pages.close();
});

Deno.test("administration - its pages are for administrators and moderators alone", async () => {
  const pages = await openAdministered();
  const person = `/admin/people/${await pages.idOf("Inès")}`;
  for (const path of [...PAGES, person]) {
    for (const who of ["awa", "diego"] as const) {
      assertEquals((await pages[who].get(path)).status, 200, `${who} ${path}`);
    }
    for (const who of ["ines", "noor"] as const) {
      assertEquals((await pages[who].get(path)).status, 403, `${who} ${path}`);
    }
    assert((await pages.browser().get(path)).path.startsWith("/?next="));
  }
  assertEquals((await pages.awa.get("/admin/people/nobody")).status, 404);
  assertEquals(pages.reported, []);
  await pages.close();
});

Deno.test("administration - a moderator is not shown what only administrators may", async () => {
  const pages = await openAdministered();
  const forms = ["/admin/do/say", "/admin/do/shutdown"];
  const [all, some] = [await pages.awa.get("/admin"), await pages.diego.get("/admin")];
  for (const action of forms) {
    assertStringIncludes(all.html, `action="${action}"`);
    assert(!some.html.includes(`action="${action}"`), action);
  }
  // What one is led to, one may open.
  for (const browser of [pages.awa, pages.diego]) {
    const { html } = await browser.get("/admin");
    const paths = new Set(
      [...html.matchAll(/href="(\/admin[^"#?]*)"/g)].map(([, path = ""]) => path),
    );
    for (const path of paths) assertEquals((await browser.get(path)).status, 200, path);
    assertEquals(paths.has("/admin/community"), browser === pages.awa);
    assertEquals(paths.has("/admin/admission"), browser === pages.awa);
  }
  await pages.close();
});

/** What each form does: who may post it, what, and how one sees that it was done. */
const FORMS: {
  action: string;
  fields: (pages: Administered) => Promise<Record<string, string>>;
  who: readonly ("awa" | "diego")[];
  done: (pages: Administered) => Promise<boolean>;
}[] = [
  {
    action: "sanction",
    fields: async (pages) => ({ what: "kick", id: await pages.idOf("Inès"), duration: "10m" }),
    who: ["awa", "diego"],
    done: async (pages) => (await pages.ines.get("/rooms/general")).status === 403,
  },
  {
    action: "sanction",
    fields: async (pages) => ({ what: "ban", id: await pages.idOf("Noor"), duration: "endless" }),
    who: ["awa", "diego"],
    done: async (pages) => (await pages.noor.get("/rooms/general")).status === 403,
  },
  {
    action: "role",
    fields: async (pages) => ({ id: await pages.idOf("Inès"), role: "moderator" }),
    who: ["awa"],
    done: async (pages) => (await pages.ines.get("/admin")).status === 200,
  },
  {
    action: "say",
    fields: () => Promise.resolve({ text: "Soup is ready" }),
    who: ["awa"],
    done: async (pages) => (await pages.awa.get("/admin/journal")).html.includes("Soup is ready"),
  },
  {
    action: "shutdown",
    fields: () => Promise.resolve({ in: "5m", words: "", sure: "on" }),
    who: ["awa"],
    done: async (pages) => (await pages.awa.get("/admin")).html.includes(CALL_OFF),
  },
  {
    action: "door",
    fields: () => Promise.resolve({ registration: "closed" }),
    who: ["awa"],
    done: async (pages) => {
      const { html } = await pages.browser().get("/?way=register");
      return !html.includes("/door/register") && !html.includes("/door/guest");
    },
  },
  {
    action: "invite",
    fields: () => Promise.resolve({ uses: "3", duration: "7d" }),
    who: ["awa", "diego"],
    done: async (pages) => (await pages.awa.get("/admin/invitations")).html.includes("/join/"),
  },
];

for (const { action, fields, who, done } of FORMS) {
  Deno.test(`administration - ${action} is done for ${who.join(" and ")} and nobody else`, async () => {
    for (const one of ["awa", "diego", "ines", "noor"] as const) {
      const pages = await openAdministered();
      const posted = await fields(pages);
      assertEquals(await done(pages), false, "not before");
      const seen = await pages[one].post(`/admin/do/${action}`, { ...posted, next: "/admin" });
      const may = who.some((name) => name === one);
      assertEquals(seen.status, may ? 200 : 403, one);
      assertEquals(await done(pages), may, one);
      await pages.close();
    }
  });
}

Deno.test("administration - a wrong duration is said at its field with the right form", async () => {
  const pages = await openAdministered();
  const next = `/admin/people/${await pages.idOf("Inès")}`;
  const wish = { what: "kick", id: await pages.idOf("Inès"), duration: "10m", next };
  const wrong = await pages.awa.post("/admin/do/sanction", {
    ...wish,
    other: "soon",
    reason: "flooding",
  });
  assertEquals(wrong.status, 400);
  const input = wrong.html.match(/<input[^>]*id="kick-other"[^>]*>/)?.[0] ?? "";
  assertStringIncludes(input, "aria-invalid");
  assertStringIncludes(input, 'value="soon"');
  assertStringIncludes(wrong.html, 'value="flooding"');
  assertStringIncludes(unescapeHtml(wrong.html), "10s, 5m, 1h or 2d");
  assertEquals((await pages.ines.get("/rooms/general")).status, 200);
  const right = await pages.awa.post("/admin/do/sanction", { ...wish, other: "10s" });
  assertEquals(right.path, `${next}?done=sanction&name=In%C3%A8s`);
  await pages.close();
});

Deno.test("administration - who is out reads why and until when, and is in again after it", async () => {
  const pages = await openAdministered();
  const id = await pages.idOf("Inès");
  const wish = { what: "kick", id, duration: "10m", reason: "Take a breath" };
  await pages.awa.post("/admin/do/sanction", wish);
  const out = await pages.ines.get("/rooms/general");
  assertEquals([out.status, out.headers.get("Refresh")], [403, "601"]);
  assertStringIncludes(out.html, "Take a breath");
  await pages.clock.advance(10 * 60_000);
  assertEquals((await pages.ines.get("/rooms/general")).status, 200);
  await pages.close();
});

Deno.test("administration - a ban is listed, and lifted", async () => {
  const pages = await openAdministered();
  const id = await pages.idOf("Inès");
  await pages.awa.post("/admin/do/sanction", { what: "ban", id, duration: "endless" });
  assertStringIncludes((await pages.diego.get("/admin/sanctions")).html, 'data-person="Inès"');
  assertEquals((await pages.ines.get("/")).status, 403);
  await pages.clock.advance(5_000);
  const isHere = () => pages.instance.presence.of(id);
  assertEquals(isHere(), "offline", "who is kept out is not here by the page that says so (P7)");
  const lifted = await pages.diego.post("/admin/do/lift", {
    what: "ban",
    id,
    next: "/admin/sanctions",
  });
  assert(!lifted.html.includes('data-person="Inès"'));
  assertEquals((await pages.ines.get("/")).status, 200);
  await pages.clock.advance(1_000);
  assertEquals(isHere(), "online");
  await pages.close();
});

Deno.test("administration - what comes back by itself restarts, in the panel and in the journal", async () => {
  const pages = await openAdministered();
  for (
    const [then, planned, cancel] of [
      ["restart", "The server restarts in", "restart"],
      ["shutdown", "The server shuts down in", "shutdown"],
    ] as const
  ) {
    await pages.awa.post("/admin/do/shutdown", { in: "1h", words: "", then, sure: "on" });
    const { html } = await pages.awa.get("/admin");
    assertStringIncludes(html, `${planned} 1 hr`);
    assertStringIncludes(html, `>Cancel ${cancel}</button>`);
    await pages.awa.post("/admin/do/shutdown-cancel", {});
    const journal = (await pages.awa.get("/admin/journal")).html.replace(/<[^>]*>/g, "");
    assertStringIncludes(journal, `Awa planned a ${cancel}`);
    assertStringIncludes(journal, `Awa cancelled the ${cancel}`);
  }
  await pages.close();
});

Deno.test("administration - a shutdown without a clear yes is not planned", async () => {
  const pages = await openAdministered();
  const unsure = await pages.awa.post("/admin/do/shutdown", { in: "1m", words: "Updates" });
  assertEquals(unsure.status, 400);
  assertStringIncludes(unsure.html, 'value="Updates"');
  assert(!(await pages.awa.get("/admin")).html.includes(CALL_OFF));
  await pages.awa.post("/admin/do/shutdown", { in: "1m", words: "", sure: "on" });
  assertStringIncludes((await pages.awa.get("/admin")).html, CALL_OFF);
  await pages.awa.post("/admin/do/shutdown-cancel", {});
  assert(!(await pages.awa.get("/admin")).html.includes(CALL_OFF));
  await pages.close();
});

Deno.test("administration - what stays off is announced as a shutdown, not as a restart", async () => {
  const pages = await openAdministered();
  const { awa, kv, clock } = pages;
  const planned = async () => (await plannedShutdown(kv, clock.now()))?.then;
  const right = { in: "1m", words: "", sure: "on" };
  for (
    const [then, told] of [["shutdown", "shutdown"], ["restart", "restart"], ["", "shutdown"]]
  ) {
    await awa.post("/admin/do/shutdown", { ...right, then: then ?? "" });
    assertEquals(await planned(), told);
    await awa.post("/admin/do/shutdown-cancel", {});
  }
  assert(/<option value="shutdown">/.test((await awa.get("/admin")).html), "the first is chosen");
  await pages.close();
});

Deno.test("administration - a link that leads to this machine alone is said to", async () => {
  const pages = await openAdministered();
  await pages.awa.post("/admin/do/invite", { uses: "30", duration: "7d" });
  const { html } = await pages.awa.get("/admin/invitations");
  assertStringIncludes(html, "http://localhost/join/");
  assertStringIncludes(html, "These links only work on this machine.");
  const leads = (host: string) => leadsToThisMachine(`http://${host}/join/abcd`);
  for (const host of ["localhost:8000", "127.0.0.1", "127.0.1.1:80", "[::1]:8000"]) {
    assert(leads(host), host);
  }
  for (const host of ["chat.example", "192.168.1.7:8000", "localhost.example", "127.example"]) {
    assert(!leads(host), host);
  }
  await pages.close();
});

Deno.test("administration - a form leads back to the administration and nowhere else", async () => {
  const pages = await openAdministered();
  const say = (next: string) => pages.awa.post("/admin/do/say", { text: "Hello", next });
  assertEquals((await say("/admin/journal")).path, "/admin/journal?done=say");
  for (const next of ["https://evil.example/", "//evil.example", "/rooms/general", ""]) {
    assertEquals((await say(next)).path, "/admin?done=say", next);
  }
  await pages.close();
});

Deno.test("administration - the island is answered what the page shows", async () => {
  const pages = await openAdministered();
  for (const path of PAGES) {
    const { status, body, headers } = await asJson(pages.awa, path);
    assertEquals([status, headers.get("Cache-Control")], [200, "no-store"], path);
    v.parse(Shown, JSON.parse(body));
  }
  assertEquals((await asJson(pages.ines, "/admin")).status, 403);
  await pages.close();
});
