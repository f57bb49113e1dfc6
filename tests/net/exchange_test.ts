// The guarded fetch over real sockets, to servers of this machine that are named as private hosts.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { exchange } from "../../lib/net/exchange.ts";
import {
  createGuardedFetch,
  FetchError,
  type GuardedRequest,
} from "../../lib/net/guarded_fetch.ts";
import { resolveHost } from "../../lib/net/resolve.ts";
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test_certificate.ts";

const usual = { timeoutMs: 10_000, maxBytes: 1_000, longer: "cut" } as const;

/** Calls `name`, which resolves to this machine, as a host that the operator named. */
function local(name = "hook.example") {
  const fetch = createGuardedFetch({
    exchange,
    isPrivateHost: (hostname: string) => hostname === name,
    resolve: () => Promise.resolve(["127.0.0.1"]),
  });
  return (port: number, path: string, request: Partial<GuardedRequest> = {}) =>
    fetch({ url: `http://${name}:${port}${path}`, ...usual, ...request });
}

async function served(
  answer: (request: Request) => Response | Promise<Response>,
  use: (port: number) => Promise<void>,
) {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, answer);
  try {
    await use(server.addr.port);
  } finally {
    await server.shutdown();
  }
}

Deno.test("exchange - method, name, headers and body arrive, and the answer comes back", async () => {
  const call = local();
  await served(async (request) => {
    const { host, "content-type": type } = Object.fromEntries(request.headers);
    const said = [request.method, new URL(request.url).pathname, host, type, await request.text()];
    return Response.json(said, { status: 418, headers: { "x-brewed": "tea" } });
  }, async (port) => {
    const headers = { "content-type": "text/plain; charset=utf-8" };
    const answer = await call(port, "/pot?a=1", { method: "POST", headers, body: "höt" });
    const said = JSON.parse(new TextDecoder().decode(answer.body));
    assertEquals(said, ["POST", "/pot", `hook.example:${port}`, headers["content-type"], "höt"]);
    assertEquals([answer.status, answer.headers.get("x-brewed")], [418, "tea"]);
  });
});

/** An answer without end, that tells when nobody reads it any more. */
function endless(cancelled: () => void): Response {
  return new Response(
    new ReadableStream({
      pull: (to) => to.enqueue(new Uint8Array(65_536)),
      cancel: cancelled,
    }),
  );
}

Deno.test("exchange - B6: no more of an answer is read than was said", async () => {
  const call = local();
  const ended = Promise.withResolvers<void>();
  await served((request) => {
    if (request.url.endsWith("/declared")) return new Response("x".repeat(1_001));
    return endless(ended.resolve);
  }, async (port) => {
    assertEquals((await call(port, "/")).body.length, 1_000);
    await ended.promise;
    for (const path of ["/", "/declared"]) {
      const error = await assertRejects(() => call(port, path, { longer: "refuse" }), FetchError);
      assertEquals(error.reason, "size");
    }
    assertEquals(
      (await call(port, "/declared", { longer: "refuse", maxBytes: 1_001 })).status,
      200,
    );
  });
});

Deno.test("exchange - B6: an answer that does not come, or does not end, is not waited for", async () => {
  const call = local();
  const held = Promise.withResolvers<Response>();
  const ended = Promise.withResolvers<void>();
  await served((request) => {
    if (request.url.endsWith("/silent")) return held.promise;
    return new Response(
      new ReadableStream({
        start: (to) => to.enqueue(new Uint8Array(1)),
        cancel: () => ended.resolve(),
      }),
    );
  }, async (port) => {
    for (const path of ["/silent", "/slow"]) {
      const error = await assertRejects(() => call(port, path, { timeoutMs: 100 }), FetchError);
      assertEquals(error.reason, "time");
    }
    await ended.promise;
    held.resolve(new Response());
  });
});

Deno.test("exchange - nobody there, no HTTP and what is compressed are told apart", async () => {
  const call = local();
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  const babbling = listener.accept().then(async (connection) => {
    await connection.write(new TextEncoder().encode("+OK POP3 ready\r\n"));
    connection.close();
  });
  const babble = await assertRejects(() => call(port, "/"), FetchError);
  assertEquals(babble.reason, "unreachable");
  await babbling;
  listener.close();
  const nobody = await assertRejects(() => call(port, "/"), FetchError);
  assertEquals(nobody.reason, "unreachable");
  await served(
    () => new Response("zipped", { headers: { "content-encoding": "gzip" } }),
    async (port) => {
      const encoded = await assertRejects(() => call(port, "/"), FetchError);
      assertEquals(encoded.reason, "encoding");
    },
  );
});

Deno.test("exchange - the certificate has to be that of the name, whatever the address is", async () => {
  const certificate = await Deno.makeTempFile({ suffix: ".pem" });
  await Deno.writeTextFile(certificate, TEST_CERTIFICATE);
  const options = { port: 0, hostname: "127.0.0.1", cert: TEST_CERTIFICATE, key: TEST_KEY };
  const server = Deno.serve({ ...options, onListen() {} }, () => new Response("safe"));
  /** In a process that trusts this certificate, as operators have theirs trusted. */
  async function asked(name: string): Promise<string> {
    const module = new URL("../../lib/net/", import.meta.url);
    const code = `
      const { createGuardedFetch } = await import("${module}guarded_fetch.ts");
      const { exchange } = await import("${module}exchange.ts");
      const fetch = createGuardedFetch({
        exchange, isPrivateHost: () => true, resolve: async () => ["127.0.0.1"],
      });
      const url = "https://${name}:${server.addr.port}/";
      const said = fetch({ url, timeoutMs: 10000, maxBytes: 9, longer: "refuse" })
        .then(({ body }) => new TextDecoder().decode(body), (error) => error.reason);
      console.log(await said);`;
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", code],
      env: { NODE_EXTRA_CA_CERTS: certificate },
    }).output();
    return new TextDecoder().decode(stdout).trim() || new TextDecoder().decode(stderr);
  }
  try {
    assertEquals(await asked("localhost"), "safe");
    assertEquals(await asked("hook.example"), "unreachable");
    const fetch = local("localhost");
    const untrusted = fetch(0, "", { url: `https://localhost:${server.addr.port}/` });
    assertEquals((await assertRejects(() => untrusted, FetchError)).reason, "unreachable");
  } finally {
    await server.shutdown();
    await Deno.remove(certificate);
  }
});

Deno.test("exchange - names are resolved by the system", async () => {
  const found = await resolveHost("localhost");
  assert(found.some((address) => address === "127.0.0.1" || address === "::1"));
  await assertRejects(() => resolveHost("nobody.invalid"));
});
