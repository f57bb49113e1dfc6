import { assertEquals, assertRejects } from "@std/assert";
import {
  runSanction,
  sanctionDone,
  type SanctionPlace,
} from "../../../../islands/room/composer/run_sanction.ts";
import { Refused } from "../../../../lib/client/model.ts";
import { Lost } from "../../../../lib/client/requests.ts";
import { CATALOGS } from "../../../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../../../lib/i18n/translator.ts";

const PEOPLE = [{ id: "u1", name: "Ana" }, { id: "u2", name: "Ana María" }]
  .map((one) => ({ ...one, role: "member" as const, state: "online" as const }));

/** A window whose community has these people, and a server that answers with a status. */
async function within(
  status: number,
  run: (place: SanctionPlace) => Promise<unknown>,
): Promise<{ asked: unknown[]; said: string[] }> {
  const real = globalThis.fetch;
  const asked: unknown[] = [];
  const said: string[] = [];
  const detail = JSON.stringify({ code: "forbidden", detail: "Not them." });
  globalThis.fetch = (url, init) => {
    asked.push([url, init?.method, JSON.parse(String(init?.body))]);
    return Promise.resolve(new Response(detail, { status }));
  };
  try {
    await run({
      model: {
        people: (query) => Promise.resolve(PEOPLE.filter(({ name }) => name.startsWith(query))),
      },
      words: translatorOf("en", CATALOGS.en),
      showToast: (text) => said.push(text),
    });
  } finally {
    globalThis.fetch = real;
  }
  return { asked, said };
}

Deno.test("commands - a ban is of the one who was named, not of another Ana whom one knows", async () => {
  const { asked, said } = await within(201, async (place) => {
    assertEquals(await runSanction("ban", "@Ana María spam", ["Ana"], place), true);
  });
  assertEquals(asked, [
    ["/api/v1/admin/bans", "POST", { id: "u2", duration: "", reason: "spam", addresses: false }],
  ]);
  assertEquals(said, ["You banned Ana María until it is lifted."]);
});

Deno.test("commands - whom nobody finds, the server is asked for by name", async () => {
  const { asked, said } = await within(201, (place) => runSanction("mute", "Zed 1h", [], place));
  assertEquals(asked, [
    ["/api/v1/admin/mutes", "POST", { user: "Zed", duration: "1h", reason: "", addresses: false }],
  ]);
  assertEquals(said, ["You muted Zed for 1 hr."]);
});

Deno.test("commands - a sanction that is not whole or refused is not said to be done", async () => {
  const incomplete = await within(201, async (place) => {
    assertEquals(await runSanction("kick", "@Ana spam", [], place), false);
  });
  assertEquals(incomplete, { asked: [], said: [] });
  const refused = await within(
    403,
    (place) => assertRejects(() => runSanction("kick", "@Ana 10m", [], place), Refused),
  );
  assertEquals([refused.asked.length, refused.said], [1, []]);
  const offline = await within(201, (place) => {
    const people = () => Promise.reject(new Lost("away"));
    return assertRejects(
      () => runSanction("ban", "@Ana", ["Ana"], { ...place, model: { people } }),
      Lost,
    );
  });
  assertEquals(offline, { asked: [], said: [] });
});

Deno.test("commands - what was done is said as it is: without an end where there is none", () => {
  const words = translatorOf("en", CATALOGS.en);
  const said = (duration?: string) => sanctionDone(words, "ban", "Omar", duration);
  assertEquals(said("7d"), "You banned Omar for 7 days.");
  for (const endless of ["", undefined]) {
    assertEquals(said(endless), "You banned Omar until it is lifted.");
  }
});
