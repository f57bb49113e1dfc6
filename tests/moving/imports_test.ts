// Bringing a community in on a server: its export in parts, what would come, who is who, and back.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { BroughtIn, FoundPerson, FoundRoom } from "../../lib/protocol/administration.ts";
import { administrator, ask, becomes, isGone, putPart, sendExport } from "../support/import_api.ts";
import { postJson } from "../support/post_json.ts";
import { PASSWORD, SETUP_CODE } from "../support/visitor.ts";
import { everyRow } from "../support/every_row.ts";
import { mattermostExport } from "../support/mattermost_export.ts";
import { noise } from "../support/noise.ts";
import { runServer } from "../support/running.ts";
import { slackExport } from "../support/slack_export.ts";
import { drawnPng } from "../support/pictures.ts";
import { enter } from "../support/talker.ts";
import { askApi, type Asker } from "../support/uploads.ts";
import { openFileKv } from "../support/temporary_kv.ts";
import { zipOf } from "../support/zip_of.ts";

async function withServer(
  run: (asker: Asker, store: string) => Promise<void>,
  env: Record<string, string> = {},
) {
  const folder = await Deno.makeTempDir({ prefix: "palabre_imports_" });
  const store = `${folder}/palabre.kv`;
  const server = await runServer({ PALABRE_KV: store, PALABRE_SETUP_CODE: SETUP_CODE, ...env });
  try {
    await run(await administrator(server.url), store);
    assertEquals(server.reported, []);
  } finally {
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
}

async function journal(asker: Asker): Promise<string[]> {
  const response = await askApi(asker, "GET", "/api/v1/admin/journal");
  const { entries } = await response.json();
  return entries.map(({ act }: { act: string }) => act);
}

const failed = async (response: Response) => [response.status, (await response.json()).type];
const refusal = (what: string) => `urn:palabre:problem:${what}`;

Deno.test("X1 - an export is sent, read, mapped, brought in, and taken back without a trace", async () => {
  await withServer(async (awa, store) => {
    const other = await openFileKv(store);
    const rows = async () =>
      (await everyRow(other)).filter(({ key }) =>
        /^(import|file|user$|conversation|entry|head|member|search)/.test(String(key[0]))
      ).map(({ text }) => text);
    const before = await rows();
    const id = await sendExport(awa, "coop.zip", await zipOf(slackExport(200)));
    const read = await becomes(awa, id, ({ state }) => state !== "reading");
    assertEquals([read.state, read.kind, read.rooms], ["read", "slack", 4]);
    assert(read.losses.some(({ what, count }) => what === "custom-emoji" && count > 0));
    const { losses } = await ask(awa, "GET", `/${id}/losses`);
    const broken = losses.find(({ what }: { what: string }) => what === "unreadable");
    assertEquals(broken, { what: "unreadable", count: 1, places: ["old/2019-05-06.json"] });

    const { people } = await ask(awa, "GET", `/${id}/people?limit=200`);
    const ofKey = (key: string): FoundPerson => people.find((one: FoundPerson) => one.key === key);
    const me = (await (await askApi(awa, "GET", "/api/v1/me")).json()).user.id;
    assertEquals([ofKey("U01AWA").as, ofKey("U01AWA").by], ["name", "name"], "a name is no proof");
    assertEquals(ofKey("U01AWA").user, me);
    assert(ofKey("U02BEN").messages > 90);
    const { rooms } = await ask(awa, "GET", `/${id}/rooms`);
    assertEquals(
      rooms.map(({ title, as }: FoundRoom) => `${title}: ${as}`),
      ["1: private", "general: open", "old: open", "board: private"],
    );
    await ask(awa, "PATCH", `/${id}`, {
      people: [{ key: "U01AWA", as: "member", user: me }, { key: "U09GONE", as: "skip" }],
      rooms: [{ key: "C02", as: "skip" }],
    });
    const opened = await askApi(awa, "PATCH", `/api/v1/admin/imports/${id}`, {
      json: { rooms: [{ key: "G01", as: "open" }] },
    });
    assertEquals(await failed(opened), [400, refusal("invalid-field")], "private stays private");

    const { import: begun } = await ask(awa, "POST", `/${id}/start`);
    assertEquals(begun.state, "running");
    const done = await becomes(awa, begun.id, ({ state }) => state === "done");
    const left = done.losses.find(({ what }) => what === "left-out");
    assertEquals([left?.count, done.by?.name], [1, "Awa"]);
    const { conversations } = await (await askApi(awa, "GET", "/api/v1/conversations")).json();
    assert(conversations.some(({ name }: { name: string }) => name === "general-slack"));
    const again = await sendExport(awa, "again.zip", await zipOf(slackExport(200)));
    const twice = await becomes(awa, again, ({ state }) => state === "read");
    assertEquals(twice.already, true);
    const start = await askApi(awa, "POST", `/api/v1/admin/imports/${again}/start`);
    assertEquals(await failed(start), [409, refusal("import-state")]);
    await ask(awa, "DELETE", `/${again}`);

    await ask(awa, "POST", `/${begun.id}/undo`);
    await isGone(awa, begun.id);
    assertEquals((await journal(awa)).slice(0, 3), [
      "import-undone",
      "import-done",
      "import-started",
    ]);
    assertEquals((await ask(awa, "GET", "")).imports, []);
    const isOurs = (text: string) => !text.includes("import_hold") && !text.includes("import_beat");
    assertEquals((await rows()).filter(isOurs), before);
    other.close();
  });
});

Deno.test("X1 - parts come in any order and more than once, and a cut one is not taken", async () => {
  await withServer(async (awa) => {
    const bytes = await zipOf({
      "import.jsonl": mattermostExport(100),
      "data/large.bin": noise(9 << 20),
    });
    const { import: { id, upload } } = await ask(awa, "POST", "", {
      file: "../mattermost.zip",
      size: bytes.length,
    });
    const part = (n: number) => bytes.subarray(n * upload.partBytes, (n + 1) * upload.partBytes);
    const put = async (n: number, some = part(n)): Promise<BroughtIn> =>
      (await (await putPart(awa, id, n, some)).json()).import;
    const last = Math.ceil(bytes.length / upload.partBytes) - 1;
    assertEquals((await put(last)).upload?.here, part(last).length);
    assertEquals(await failed(await putPart(awa, id, 0, part(0).subarray(1))), [
      400,
      refusal("file-size"),
    ]);
    assertEquals((await ask(awa, "GET", `/${id}`)).missing[0], 0);
    assertEquals(await failed(await putPart(awa, id, 0, bytes)), [413, refusal("file-too-large")]);
    assertEquals((await putPart(awa, id, last + 1, part(0))).status, 400);
    for (let n = 0; n < last; n++) await put(n);
    const read = await becomes(awa, id, ({ state }) => state !== "reading");
    assertEquals([read.state, read.kind, read.file], ["read", "mattermost", "mattermost.zip"]);
    assertEquals(await failed(await putPart(awa, id, 0, part(0))), [409, refusal("import-state")]);
    await ask(awa, "DELETE", `/${id}`);
    await isGone(awa, id);
  });
});

Deno.test("X1 - what is no export says why, and limits are said in words", async () => {
  await withServer(async (awa) => {
    const text = (words: string) => new TextEncoder().encode(words);
    const id = await sendExport(awa, "a.txt", text("Hello"));
    const read = await becomes(awa, id, ({ state }) => state !== "reading");
    assertEquals([read.state, read.problem], ["unreadable", { why: "unknown", detail: "" }]);
    const announce = (size: number) =>
      askApi(awa, "POST", "/api/v1/admin/imports", { json: { file: "b", size } });
    assertEquals(await failed(await announce(0)), [400, refusal("file-size")]);
    assertEquals(await failed(await announce(2 ** 40)), [403, refusal("files-full")]);
    const atOnce = await Promise.all(Array.from({ length: 6 }, () => announce(9)));
    assertEquals(atOnce.filter(({ ok }) => ok).length, 2, "however many come at once");
    for (const one of atOnce) await one.body?.cancel();
    assertEquals(await failed(await announce(9)), [403, refusal("imports-full")]);
    const ben = { ...awa, token: await enter(awa.url, "Ben") };
    for (const [method, path] of [["GET", ""], ["GET", `/${id}`], ["DELETE", `/${id}`]]) {
      const refused = await askApi(ben, method!, `/api/v1/admin/imports${path}`);
      assertEquals(await failed(refused), [403, refusal("not-allowed")]);
    }
    assertEquals(await failed(await putPart(ben, id, 0, text("a"))), [403, refusal("not-allowed")]);
  });
});

Deno.test("X1 - somebody who wrote on top keeps an import where it is", async () => {
  await withServer(async (awa) => {
    const id = await sendExport(awa, "coop.zip", await zipOf(slackExport(5)));
    await becomes(awa, id, ({ state }) => state === "read");
    await ask(awa, "PATCH", `/${id}`, { sameNames: true });
    const { people } = await ask(awa, "GET", `/${id}/people`);
    assertEquals(people.find(({ key }: FoundPerson) => key === "U01AWA").as, "member");
    const { import: { id: own } } = await ask(awa, "POST", `/${id}/start`);
    await becomes(awa, own, ({ state }) => state === "done");
    const { conversations } = await (await askApi(awa, "GET", "/api/v1/conversations")).json();
    const room = conversations.find(({ name }: { name: string }) => name === "general-slack");
    const said = await askApi(awa, "POST", "/api/v1/messages", {
      json: { conversation: room.id, text: "Here we are" },
    });
    assertEquals(said.ok, true);
    await said.body?.cancel();
    const refused = await askApi(awa, "POST", `/api/v1/admin/imports/${own}/undo`);
    const problem = await refused.json();
    assertEquals([refused.status, problem.type], [409, refusal("import-written")]);
    assert(problem.detail.includes("#general-slack"), problem.detail);
  });
});

Deno.test("X1 - who becomes whom is typed by name, without a script; a name of nobody saves nothing", async () => {
  await withServer(async (awa) => {
    await enter(awa.url, "Guest");
    const zed = { name: "Zoé Zed", password: PASSWORD };
    const { user } = await postJson(awa.url, "/users", zed);
    const id = await sendExport(awa, "coop.zip", await zipOf(slackExport(20)));
    await becomes(awa, id, ({ state }) => state === "read");
    const session = await fetch(`${awa.url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "Awa", password: PASSWORD }),
    });
    await session.body?.cancel();
    const cookie = (session.headers.get("set-cookie") ?? "").split(";")[0]!;
    const choose = async (ben: string, skip: string[] = []) => {
      const body = new URLSearchParams([
        ["id", id],
        ["next", `/admin/moving?import=${id}`],
        ["then", "save"],
        ["person", "U01AWA"],
        ["as", ""],
        ["person", "U02BEN"],
        ["as", ben],
        ...skip.map((key) => ["skip", key]),
      ]);
      const answer = await fetch(`${awa.url}/admin/do/import-choose`, {
        method: "POST",
        redirect: "manual",
        body,
        headers: { cookie, origin: awa.url },
      });
      return [answer.status, await answer.text()] as const;
    };
    const found = async (key: string) => {
      const { people } = await ask(awa, "GET", `/${id}/people?limit=200`);
      const { as, user } = people.find((one: FoundPerson) => one.key === key);
      return [as, user];
    };
    for (const nobody of ["Nobody <b>", "Guest"]) {
      const [status, page] = await choose(nobody, ["U01AWA"]);
      assertEquals(status, 404);
      assertMatch(page, /Ben[^<]*: nobody with an account here is called “(Nobody &lt;b|Guest)/);
      assertMatch(page, /value="(Nobody &lt;b|Guest)/, "what was typed stays");
      assertMatch(page, /aria-invalid="true"/);
      assertEquals((await found("U01AWA"))[0], "name", "nothing was saved");
    }
    assertEquals((await choose("zoé zed"))[0], 303);
    assertEquals(await found("U02BEN"), ["member", user.id]);
    assertEquals((await choose("Zoé Zed", ["U02BEN"]))[0], 303);
    assertEquals((await found("U02BEN"))[0], "skip");
    assertEquals((await choose(" "))[0], 303);
    assertEquals((await found("U02BEN"))[0], "name");
  });
});

Deno.test("X1 - emoji that an import adds are in the journal", async () => {
  await withServer(async (awa) => {
    const zip = { "import.jsonl": mattermostExport(), "data/verger.png": drawnPng(20, 20) };
    const id = await sendExport(awa, "coop.zip", await zipOf(zip));
    await becomes(awa, id, ({ state }) => state === "read");
    const { import: begun } = await ask(awa, "POST", `/${id}/start`);
    await becomes(awa, begun.id, ({ state }) => state === "done");
    await becomes(awa, begun.id, ({ emoji }) => emoji === 1);
    let line: { what: string; by: { name: string } } | undefined;
    for (let n = 0; n < 1_000 && !line; n++) {
      const { entries } = await (await askApi(awa, "GET", "/api/v1/admin/journal")).json();
      line = entries.find(({ act }: { act: string }) => act === "emoji-added");
    }
    assertEquals([line?.what, line?.by.name], [":verger:", "Awa"]);
  });
});
