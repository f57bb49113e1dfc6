import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type AddressedRequest,
  createGuardedFetch,
  FetchError,
  type GuardedFetchParts,
  type GuardedRequest,
} from "../../lib/net/guarded_fetch.ts";
import { isPublicAddress } from "../../lib/net/public_address.ts";
import { readHosts } from "../../lib/net/private_hosts.ts";

/** Whatever is called in these tests is public, unless it is named here. */
const NAMES: Record<string, string[]> = {
  "rebound.example": ["127.0.0.1"],
  "private.example": ["10.1.2.3"],
  "mixed.example": ["93.184.215.14", "192.168.1.1"],
  "ula.example": ["fd12:3456::1"],
  "mapped.example": ["::ffff:169.254.169.254"],
  "nat64.example": ["64:ff9b::10.0.0.1"],
  "zone.example": ["fe80::1%eth0"],
};

function fakeWorld(over: Partial<GuardedFetchParts> & { redirects?: Record<string, string> } = {}) {
  const called: string[] = [];
  const resolved: string[] = [];
  const fetch = createGuardedFetch({
    isPrivateHost: () => false,
    resolve(name) {
      resolved.push(name);
      return Promise.resolve(NAMES[name] ?? ["93.184.215.14"]);
    },
    exchange({ url, address }: AddressedRequest) {
      called.push(`${url.href} at ${address}`);
      const location = over.redirects?.[url.href];
      const headers = new Headers(location === undefined ? {} : { location });
      const status = location === undefined ? 200 : 302;
      return Promise.resolve({ status, headers, body: new Uint8Array() });
    },
    ...over,
  });
  const ask = (url: string, rest: Partial<GuardedRequest> = {}) =>
    fetch({ url, timeoutMs: 5_000, maxBytes: 1_000, longer: "cut", ...rest });
  return { ask, called, resolved };
}

async function refusal(asked: Promise<unknown>): Promise<string> {
  const error = await assertRejects(() => asked, FetchError);
  return error.reason;
}

/** Every spelling of what is not public, and why it is refused. */
const FORBIDDEN: Record<"address" | "port" | "url", string[]> = {
  address: [
    "http://127.0.0.1/",
    "http://127.255.255.254/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://①②⑦.⓪.⓪.①/",
    "http://127%2e0%2e0%2e1/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://app.localhost/",
    "http://printer.local/",
    "http://wiki.lan/",
    "http://0.0.0.0/",
    "http://0/",
    "http://10.0.0.1/",
    "http://10.255.255.255/",
    "http://167772161/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://0xc0a80001/",
    "http://100.64.0.1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://0251.0376.0251.0376/",
    "http://168.63.129.16/machine",
    "http://192.0.0.192/opc/v2/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://192.0.2.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://198.18.0.1/",
    "http://192.88.99.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::10.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a9fe:a9fe::1]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[fd20:ce::254]/",
    "http://[ff02::1]/",
    "http://[100::1]/",
    "http://[5f00::1]/",
    ...Object.keys(NAMES).map((name) => `https://${name}/`),
  ],
  port: [
    "http://example.com:22/",
    "http://example.com:25/",
    "https://example.com:465/",
    "http://example.com:53/",
  ],
  url: [
    "",
    "/hooks",
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://example.com/",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "http://user:word@example.com/",
    "http://example.com@127.0.0.1/",
    `http://example.com/${"a".repeat(2_048)}`,
  ],
};

for (const [reason, urls] of Object.entries(FORBIDDEN)) {
  Deno.test(`guarded fetch - B6: ${urls.length} addresses are never called: ${reason}`, async () => {
    const world = fakeWorld();
    for (const url of urls) assertEquals(await refusal(world.ask(url)), reason, url);
    assertEquals(world.called, []);
  });

  Deno.test(`guarded fetch - B6: no redirect leads to them either: ${reason}`, async () => {
    const odd = /^$|^\//; // these are addresses where they are read beside another
    for (const url of urls.filter((one) => !odd.test(one))) {
      const location = url.replace(/[^ -~]/g, encodeURIComponent);
      const world = fakeWorld({ redirects: { "https://example.com/": location } });
      assertEquals(
        await refusal(world.ask("https://example.com/", { maxRedirects: 3 })),
        reason,
        url,
      );
      assertEquals(world.called, ["https://example.com/ at 93.184.215.14"]);
    }
  });
}

Deno.test("guarded fetch - B6: what is public is called, by IPv4, IPv6, NAT64 and mapped", async () => {
  for (
    const address of [
      ...["93.184.215.14", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.0.1", "100.128.0.1"],
      ...["2606:4700::1111", "64:ff9b::1.1.1.1", "::ffff:1.1.1.1", "2a00:1450:4001::200e"],
    ]
  ) {
    assert(isPublicAddress(address), address);
    const world = fakeWorld({ resolve: () => Promise.resolve([address]) });
    assertEquals((await world.ask("https://example.com/")).status, 200);
    assertEquals(world.called, [`https://example.com/ at ${address}`]);
  }
  for (const wrong of ["", "example.com", "fe80::1%eth0", "1.2.3.4/8", "1.2.3.4 "]) {
    assert(!isPublicAddress(wrong), wrong);
  }
});

Deno.test("guarded fetch - B6: a name is resolved once, and what was judged is connected to", async () => {
  const answers = [["1.1.1.1"], ["127.0.0.1"]];
  const world = fakeWorld({ resolve: () => Promise.resolve(answers.shift() ?? []) });
  await world.ask("https://rebinding.example/");
  assertEquals(world.called, ["https://rebinding.example/ at 1.1.1.1"]);
  assertEquals(answers.length, 1);
});

Deno.test("guarded fetch - B6: a redirect resolves its name anew", async () => {
  const answers = [["1.1.1.1"], ["127.0.0.1"]];
  const redirects = { "https://rebinding.example/": "/next" };
  const world = fakeWorld({ redirects, resolve: () => Promise.resolve(answers.shift() ?? []) });
  assertEquals(
    await refusal(world.ask("https://rebinding.example/", { maxRedirects: 1 })),
    "address",
  );
  assertEquals(world.called.length, 1);
});

Deno.test("guarded fetch - redirects are followed as often as was said", async () => {
  const redirects = {
    "https://one.example/": "https://two.example/",
    "https://two.example/": "three?a=1",
  };
  const world = fakeWorld({ redirects });
  const answer = await world.ask("https://one.example/", { maxRedirects: 2 });
  assertEquals([answer.status, answer.url], [200, "https://two.example/three?a=1"]);
  assertEquals(
    await refusal(world.ask("https://one.example/", { maxRedirects: 1 })),
    "redirects",
  );
  assertEquals((await world.ask("https://one.example/")).status, 302);
  const posted = await world.ask("https://one.example/", { method: "POST", maxRedirects: 2 });
  assertEquals([posted.status, posted.url], [302, "https://one.example/"]);
});

Deno.test("guarded fetch - the next address of a name is tried where one gives no connection", async () => {
  const tried: string[] = [];
  const world = fakeWorld({
    resolve: () => Promise.resolve(["1.1.1.1", "2606:4700::1111", "8.8.8.8", "9.9.9.9"]),
    exchange({ address }) {
      tried.push(address);
      return Promise.resolve("no-connection");
    },
  });
  assertEquals(await refusal(world.ask("https://example.com/")), "unreachable");
  assertEquals(tried, ["1.1.1.1", "2606:4700::1111", "8.8.8.8"]);
});

Deno.test("guarded fetch - unencrypted calls can be ruled out, also by redirects", async () => {
  const world = fakeWorld({ redirects: { "https://example.com/": "http://example.com/" } });
  assertEquals(await refusal(world.ask("http://example.com/", { httpsOnly: true })), "url");
  const asked = world.ask("https://example.com/", { httpsOnly: true, maxRedirects: 1 });
  assertEquals(await refusal(asked), "url");
});

Deno.test("guarded fetch - B6: hosts that the operator named are called, and nothing beside them", async () => {
  const isPrivateHost = readHosts("Wiki.lan, 10.0.0.7:8080, [fd00::7]:9000, build.lan:80", "HOSTS");
  const world = fakeWorld({ isPrivateHost, resolve: () => Promise.resolve(["10.0.0.9"]) });
  for (
    const url of [
      ...["http://wiki.lan/", "https://wiki.lan:9443/", "http://10.0.0.7:8080/"],
      ...["http://0x0a000007:8080/", "http://[fd00::7]:9000/", "http://build.lan/"],
    ]
  ) {
    assertEquals((await world.ask(url, { httpsOnly: true })).status, 200, url);
  }
  for (
    const url of [
      ...["http://10.0.0.7/", "http://10.0.0.8:8080/", "http://[fd00::7]/", "https://build.lan/"],
      "http://other.wiki.lan/",
    ]
  ) {
    assertEquals(await refusal(world.ask(url)), "address", url);
  }
});

Deno.test("guarded fetch - what names no private host is said at the start", () => {
  for (
    const wrong of ["http://wiki.lan", "wiki.lan/path", "a b", "fd00::7", "10.0.0.0/8", "x:99999x"]
  ) {
    assertThrows(() => readHosts(wrong, "HOSTS"), Error, "HOSTS");
  }
});
