import { assertEquals } from "@std/assert";
import { connectionInfo, readTrustedProxies } from "../../lib/http/connection_info.ts";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { securityHeaders } from "../../lib/http/headers.ts";
import { answerError } from "../../routes/pages/pages.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { Hono } from "hono";
import { openPages } from "../support/pages.ts";
import { SeededRandom } from "../support/seeded_random.ts";

Deno.test("pages - say whose they are, and nothing where nobody was asked (C4)", async () => {
  const { request, services, close } = await openPages();
  const readerOf = async (path: string, cookie = "") => {
    const response = await request(path, { headers: { cookie } });
    await response.body?.cancel();
    return response.headers.get("Palabre-Reader");
  };
  assertEquals(await readerOf("/"), "-");
  assertEquals(await readerOf("/offline"), "-");
  const entered = await request("/door/guest", {
    method: "POST",
    body: new URLSearchParams({ name: "Awa", id: crypto.randomUUID() }),
  });
  const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const me = await readerOf("/rooms/general", cookie);
  assertEquals(me?.startsWith("-"), false);
  assertEquals(await readerOf("/no-such-page", cookie), me);

  // Refused before its cookie was looked at, as one of too many is: it is nobody's word on who is here.
  const early = new Hono<HttpEnv>();
  early.use(connectionInfo(readTrustedProxies()), securityHeaders(new SeededRandom(1)));
  early.onError((error, c) => answerError(c, services, error));
  early.get("*", () => {
    throw new ChatError("foreign-origin");
  });
  const refused = await early.request("http://localhost/rooms/general", { headers: { cookie } });
  assertEquals([refused.status, refused.headers.get("Palabre-Reader")], [403, null]);
  await close();
});
