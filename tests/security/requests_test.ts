import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { ACTIONS } from "../../lib/ui/administration/paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { takesFile } from "../../routes/pages/attach_form.ts";
import { attackServer, FORMS, isNoise, statusOf } from "../support/attacker.ts";

/** Signing out and a shutdown would end what is tried. */
const LASTING = FORMS.filter((path) => path !== PATHS.signOut && path !== ACTIONS.shutdown);
const FIELDS = [
  ...["name", "password", "invite", "next", "text", "id", "after", "topic", "private", "locale"],
  ...["theme", "status", "until", "current", "session", "messages", "code", "what", "duration"],
  ...["other", "reason", "role", "closed", "readOnly", "conversation", "seq", "words", "uses"],
];
const long = "x".repeat(5_000);
const strange = fc.oneof(
  fc.constantFrom(long, "\uFDFA".repeat(700), "", "-1", "1e309", "NaN", "9007199254740993", "on"),
  fc.constantFrom("__proto__", "constructor", "general", "ada", "ban", "1.x", `1.${long}`, "\0"),
  fc.constantFrom(
    "//evil.example",
    "/\\evil.example",
    "\r\nSet-Cookie: a=b",
    "\u202e",
    "%",
    "../..",
  ),
  fc.string({ unit: "binary", maxLength: 60 }).map((text) => text.toWellFormed()),
);

Deno.test("forms - whatever is posted to whichever, the server does not fail", async () => {
  const { ask, administrator, guest, reported, close } = await attackServer();
  const people = [administrator.cookie, (await guest("bea")).cookie, {}];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...LASTING),
      fc.constantFrom(...people),
      fc.dictionary(fc.constantFrom(...FIELDS), strange),
      async (path, proof, fields) => {
        const headers = { ...proof, "sec-fetch-site": "same-origin" };
        const response = await ask("POST", path, { headers, body: new URLSearchParams(fields) });
        await response.body?.cancel();
        assert(response.status < 500, `${path} ${JSON.stringify(fields)}: ${response.status}`);
        const location = response.headers.get("location");
        assert(location === null || /^\/(?![/\\])/.test(location), `${path} leads to ${location}`);
      },
    ),
    { numRuns: 400 },
  );
  assertEquals(reported.filter((line) => !isNoise(line)), []);
  await close();
});

Deno.test("forms - a body that is not what it says to be is refused", async () => {
  const { ask, administrator: { cookie }, reported, close } = await attackServer();
  const headers = (type: string) => ({
    ...cookie,
    "sec-fetch-site": "same-origin",
    "content-type": type,
  });
  const bodies = [
    ["multipart/form-data", "x"],
    ["multipart/form-data; boundary=x", "--x\r\nnonsense"],
    [`multipart/form-data; boundary=${long}`, "--"],
    ["application/x-www-form-urlencoded", "%ff%fe&=&&name=%"],
    ["text/plain", "name=x"],
    ["application/json", "{"],
  ] as const;
  for (const path of LASTING) {
    for (const [type, body] of bodies) {
      const status = await statusOf(ask("POST", path, { headers: headers(type), body }));
      assert(status < 500, `${path} as ${type.slice(0, 40)}: ${status}`);
    }
  }
  assertEquals(reported.filter((line) => !isNoise(line)), []);
  await close();
});

Deno.test("forms - no more is read of any than a message may need, of strangers too", async () => {
  const { ask, close } = await attackServer();
  const post = (path: string, length: number) => {
    const body = `text=${"x".repeat(length)}`;
    const type = "application/x-www-form-urlencoded";
    return statusOf(ask("POST", path, { headers: { "content-type": type }, body }));
  };
  for (const path of FORMS) {
    assert(await post(path, 1_000) !== 413, path);
    // Who may send a file with a form is asked before any of it is read: a stranger is led to the door.
    assertEquals(await post(path, 1_000_000), takesFile(path) ? 303 : 413, path);
  }
  await close();
});

Deno.test("addresses - whatever is asked for, the server does not fail", async () => {
  const { ask, administrator, guest, reported, close } = await attackServer();
  const people = [administrator.bearer, (await guest("bea")).bearer, {}];
  const places = [
    ...["/rooms/$", "/direct/$", "/direct?person=$", "/?next=$", "/?invite=$", "/join/$", "/$"],
    ...["/setup?code=$", "/settings/account?done=$&invite=$", "/rooms/general?before=$"],
    ...["/admin?done=$&name=$", "/admin/people?q=$", "/admin/people/$", "/admin/journal?before=$"],
    ...["/admin/reports?state=all&before=$", "/assets/$", "/icons/$", "/api/v1/$"],
    ...["/api/v1/conversations/$", "/api/v1/conversations/$/events", "/api/v1/people?query=$"],
    ...["/api/v1/conversations/general/events?before=$", "/api/v1/admin/journal?before=$"],
    ...["/api/v1/conversations/$/members", "/api/v1/admin/reports?before=$"],
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.constantFrom(...people),
      strange,
      async (place, headers, part) => {
        const path = place.replaceAll("$", () => encodeURIComponent(part));
        const response = await ask("GET", path, { headers });
        await response.body?.cancel();
        assert(response.status < 500, `${path}: ${response.status}`);
        const location = response.headers.get("location");
        assert(location === null || /^\/(?![/\\])/.test(location), `${path} leads to ${location}`);
        assertEquals(response.headers.get("a"), null);
      },
    ),
    { numRuns: 500 },
  );
  assertEquals(reported.filter((line) => !isNoise(line)), []);
  await close();
});

Deno.test("bodies - a role, an author or an id that is not asked for is not taken", async () => {
  const { ask, withJson, member: { bearer, user }, close } = await attackServer();
  const mine = crypto.randomUUID();
  const more = { role: "administrator", id: mine, by: "root", user: "root", seq: 1, at: 1 };
  const told = async (method: string, path: string, json: object) =>
    await (await ask(method, `/api/v1${path}`, withJson({ ...json, ...more }, bearer))).json();
  const password = "qzj xk vbw 12";
  assertEquals((await told("POST", "/users", { name: "eve", password })).user.role, "member");
  assertEquals((await told("PATCH", "/me", { locale: "fr" })).user, user);
  const { conversation } = await told("POST", "/rooms", { name: "harvest" });
  assert(conversation.id !== mine);
  const id = crypto.randomUUID();
  const said = { ...more, conversation: "general", text: "hello", id };
  const posted = await (await ask("POST", "/api/v1/messages", withJson(said, bearer))).json();
  const page = `/api/v1/conversations/general/events?after=${posted.seq - 1}`;
  const { events: [event] } = await (await ask("GET", page, { headers: bearer })).json();
  assertEquals([event.by, event.text], [user.id, "hello"]);
  assert(event.at > 1);
  await close();
});
