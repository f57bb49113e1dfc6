// A name whose owner changes its address between two looks: asked of a real DNS server, over real
// connections (B6). Who calls is given the resolver: the product's own is the system's, which no
// setting of the product points elsewhere.
import { assertEquals, assertRejects } from "@std/assert";
import { exchange } from "../../lib/net/exchange.ts";
import {
  createGuardedFetch,
  FetchError,
  type GuardedFetchParts,
  type GuardedRequest,
} from "../../lib/net/guarded_fetch.ts";
import { readHosts } from "../../lib/net/private_hosts.ts";
import { dnsServer, type Zone } from "../support/dns_server.ts";

const PUBLIC = "93.184.215.14";

/** A world with a name server, and a service on 127.0.0.1 that nobody is to reach. */
async function rebindingTest(
  zone: Zone,
  run: (world: {
    ask(url: string, more?: Partial<GuardedRequest>): Promise<string>;
    port: number;
    asked: readonly string[];
    reached: readonly string[];
    called: readonly string[];
  }) => Promise<void>,
  allowed = "",
) {
  const reached: string[] = [];
  const called: string[] = [];
  const inside = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    reached.push(String(request.headers.get("host")));
    return new Response("the inside");
  });
  const { port } = inside.addr;
  const dns = await dnsServer(zone);
  const parts: GuardedFetchParts = {
    resolve: dns.resolve,
    isPrivateHost: readHosts(allowed, "HOSTS"),
    // Connects for real, but to addresses of the internet: that answers as a name's first owner would.
    exchange: (request, signal) => {
      called.push(`${request.url.hostname} at ${request.address}`);
      if (request.address.startsWith("127.")) return exchange(request, signal);
      const onward = request.url.pathname === "/onward";
      const headers = new Headers(onward ? { location: `http://${request.url.host}/` } : {});
      return Promise.resolve({ status: onward ? 302 : 200, headers, body: new Uint8Array() });
    },
  };
  const fetch = createGuardedFetch(parts);
  const ask = async (url: string, more: Partial<GuardedRequest> = {}) => {
    const asked = fetch({ url, timeoutMs: 20_000, maxBytes: 1_000, longer: "cut", ...more });
    const answer = await asked.catch((error) => error);
    return answer instanceof FetchError ? answer.reason : String(answer.status);
  };
  try {
    await run({ ask, port, asked: dns.asked, reached, called });
  } finally {
    dns.close();
    await inside.shutdown();
  }
}

Deno.test("rebinding - B6: a name that was public a moment ago is refused once it leads inside", () =>
  rebindingTest({ "rebind.example": [PUBLIC, "127.0.0.1"] }, async (world) => {
    const url = `http://rebind.example:${world.port}/`;
    assertEquals([await world.ask(url), await world.ask(url)], ["200", "address"]);
    assertEquals(world.called, [`rebind.example at ${PUBLIC}`]);
    assertEquals(world.asked.length, 2, "each fetch asks once, and connects to what was judged");
    assertEquals(world.reached, []);
  }));

Deno.test("rebinding - B6: a redirect to the same name asks anew, and is refused", () =>
  rebindingTest({ "rebind.example": [PUBLIC, "127.0.0.1"] }, async (world) => {
    const url = `http://rebind.example:${world.port}/onward`;
    assertEquals(await world.ask(url, { maxRedirects: 3 }), "address");
    assertEquals([world.called.length, world.asked.length, world.reached.length], [1, 2, 0]);
  }));

Deno.test("rebinding - B6: an answer that holds an address inside is refused whole, in any order", () =>
  rebindingTest({
    "mixed.example": [[PUBLIC, "127.0.0.1"], ["10.0.0.1", PUBLIC]],
    "empty.example": [[]],
  }, async (world) => {
    const url = `http://mixed.example:${world.port}/`;
    assertEquals([await world.ask(url), await world.ask(url)], ["address", "address"]);
    for (const none of ["empty.example", "nowhere.example"]) {
      assertEquals(await world.ask(`http://${none}:${world.port}/`), "unreachable", none);
    }
    assertEquals([world.called, world.reached], [[], []]);
  }));

Deno.test("rebinding - B6: a host that the operator named is connected to where it was found, not asked again", () =>
  rebindingTest(
    { "wiki.example": ["127.0.0.1", "127.0.0.2"] },
    async (world) => {
      assertEquals(await world.ask(`http://wiki.example:${world.port}/`), "200");
      assertEquals(world.reached, [`wiki.example:${world.port}`]);
      assertEquals(world.asked, ["wiki.example"]);
    },
    "wiki.example",
  ));

Deno.test("rebinding - a name server of the tests answers as one does", async () => {
  const dns = await dnsServer({ "two.example": [["1.1.1.1", "8.8.8.8"], "9.9.9.9"] });
  try {
    assertEquals((await dns.resolve("two.example")).sort(), ["1.1.1.1", "8.8.8.8"]);
    for (let n = 0; n < 2; n++) assertEquals(await dns.resolve("two.example"), ["9.9.9.9"]);
    await assertRejects(() => dns.resolve("none.example"), Deno.errors.NotFound);
  } finally {
    dns.close();
  }
});
