import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  connectionInfo,
  countedAddress,
  readTrustedProxies,
} from "../../lib/http/connection_info.ts";
import { Hono } from "hono";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { testHttp } from "../support/http.ts";

const PROXY = "10.0.0.7";
const forwarded = {
  "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.8",
  "x-forwarded-proto": "https",
};

Deno.test("connection info - behind a trusted proxy the headers say who asks, and how", async () => {
  const { ask } = await testHttp({ proxies: "10.0.0.0/8, ::1" });
  const seen = await (await ask("GET", "/whoami", { peer: PROXY, headers: forwarded })).json();
  assertEquals(seen.address, "203.0.113.9"); // 6.6.6.6 is what the client itself claimed
  assertEquals([seen.secure, seen.origin], [true, "https://chat.test"]);
});

Deno.test("connection info - from anybody else the same headers are not believed", async () => {
  const { ask } = await testHttp({ proxies: "10.0.0.0/8, ::1" });
  const peer = "198.51.100.1";
  const seen = await (await ask("GET", "/whoami", { peer, headers: forwarded })).json();
  assertEquals(seen.address, peer);
  assertEquals([seen.secure, seen.origin], [false, "http://chat.test"]);
});

Deno.test("connection info - without trusted proxies nobody's headers are believed", async () => {
  const { ask } = await testHttp();
  const seen = await (await ask("GET", "/whoami", { peer: PROXY, headers: forwarded })).json();
  assertEquals([seen.address, seen.secure], [PROXY, false]);
});

Deno.test("connection info - what is no address ends the way back at the last that was", async () => {
  const { ask } = await testHttp({ proxies: "10.0.0.0/8" });
  const headers = { "x-forwarded-for": "203.0.113.9, <script>, 10.0.0.8" };
  const seen = await (await ask("GET", "/whoami", { peer: PROXY, headers })).json();
  assertEquals(seen.address, "10.0.0.8");
});

Deno.test("connection info - a Host that names no host is refused, and nothing fails", async () => {
  const { ask, reported } = await testHttp();
  assertEquals((await ask("GET", "/whoami")).status, 200);
  const app = new Hono<HttpEnv>().use(connectionInfo(() => false)).get("/", (c) => c.text("in"));
  assertEquals(await (await app.fetch(new Request("http://chat.test/"))).text(), "in");
  for (const url of ["http://a b/", "http://[/", "http://x:99999/", "http://::1/"]) {
    // `Deno.serve` gives such requests, which no `Request` can be made with.
    const request = new Proxy(new Request("http://chat.test/"), {
      get: (real, name) => name === "url" ? url : Reflect.get(real, name, real),
    });
    assertEquals((await app.fetch(request)).status, 400, url);
  }
  assertEquals(reported, []);
});

Deno.test("connection info - addresses are counted by IPv4, or by the /64 of IPv6", () => {
  assertEquals(countedAddress("192.0.2.1"), "192.0.2.1");
  assertEquals(countedAddress("::ffff:192.0.2.1"), "192.0.2.1");
  assertEquals(countedAddress("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  assertEquals(countedAddress("2001:db8:1:2:ffff::1"), countedAddress("2001:db8:1:2:3:4:5:6"));
  assertEquals(countedAddress("no address"), "unknown");
});

Deno.test("connection info - proxies are addresses and networks; anything else is named", () => {
  const isTrusted = readTrustedProxies("10.0.0.0/8,192.0.2.1, 2001:db8::/32");
  assert(isTrusted("10.1.2.3") && isTrusted("::ffff:10.1.2.3"));
  assert(isTrusted("192.0.2.1") && isTrusted("2001:db8::1"));
  assert(!isTrusted("192.0.2.2") && !isTrusted("11.0.0.1") && !isTrusted("unknown"));
  assertThrows(() => readTrustedProxies("10.0.0.0/8, proxy.local"), Error, "“proxy.local”");
});
