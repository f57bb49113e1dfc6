import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { requestUpgrade } from "../support/handshake.ts";
import { spawnServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";

const GUESTS_A_FRAGMENT = 4;

/** A frame that begins (text) or goes on with a message, and never ends it (RFC 6455, 5.4). */
function fragment(first: boolean): Uint8Array {
  const payload = 1024 * 1024;
  const frame = new Uint8Array(14 + payload);
  frame[0] = first ? 0x01 : 0x00;
  frame[1] = 0x80 | 127; // masked, by zeros; the length in eight bytes
  new DataView(frame.buffer).setBigUint64(2, BigInt(payload));
  return frame;
}

/**
 * Sends fragments until the server ends the connection, at most 4 GiB; `meanwhile` is awaited after each
 * of them. How many went out.
 */
async function flood(
  url: string,
  token: string,
  meanwhile: (sent: number) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const connection = await requestUpgrade(url, { authorization: `Bearer ${token}` });
  await connection.read(new Uint8Array(4096));
  let sent = 0;
  try {
    const writer = connection.writable.getWriter();
    for (; sent < 4096; sent++) {
      await writer.write(fragment(sent === 0));
      await meanwhile(sent);
    }
  } catch {
    // the server is gone: that is what is waited for
  }
  return sent;
}

Deno.test("memory - a message of endless fragments costs a reconnect, and not a message (D7)", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_endless_" });
  const env = { PALABRE_KV: `${folder}/palabre.kv`, PALABRE_MEMORY_MB: "400" };
  const server = spawnServer({ env });
  await server.listening;
  const [token, evil] = [await enter(server.url, "ada"), await enter(server.url, "mallory")];
  const ada = await Talker.connect(server.url, token);
  const { seq } = await ada.send("general", "still here");
  const sent = await flood(server.url, evil);
  assert(sent < 4096, "the server ended before it took 4 GiB");
  assertEquals((await server.ended).code, 0);
  assertStringIncludes(server.output.text, "memory");
  assertEquals((await ada.closed).code, 1012);
  assertEquals(ada.frames.at(-1).reason, "restart");

  const again = spawnServer({ env });
  await again.listening;
  const back = await Talker.connect(again.url, token);
  const { events } = await back.ask({ type: "history", conversation: "general" });
  assertEquals(events.map((event: { seq: number }) => event.seq), [seq]);
  await again.kill("SIGTERM");
  await back.closed;
  await Deno.remove(folder, { recursive: true });
});

Deno.test("memory - while it gets narrow no new guest is let in, and who is in stays and talks", async () => {
  const env = { PALABRE_KV: ":memory:", PALABRE_MEMORY_MB: "800" };
  const server = spawnServer({ env });
  await server.listening;
  const [token, evil] = [await enter(server.url, "ada"), await enter(server.url, "mallory")];
  const ada = await Talker.connect(server.url, token);
  let guests = 0;
  let refused: { status: number; retryAfter: string | null; adaMay: boolean } | undefined;
  const comeIn = async () => {
    const response = await fetch(`${server.url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: `guest ${guests}` }),
    });
    await response.body?.cancel();
    if (response.status === 201) return void guests++;
    const { ok } = await ada.send("general", "still here");
    const retryAfter = response.headers.get("retry-after");
    refused = { status: response.status, retryAfter, adaMay: ok };
  };
  await flood(server.url, evil, async (sent) => {
    if (sent < 380) return; // the process itself is far from 70 % before
    // So many a fragment that the memory is looked at before 85 %, however fast the machine is.
    for (let n = 0; n < GUESTS_A_FRAGMENT && !refused; n++) await comeIn();
  });
  assert(guests > 0, "guests were let in before");
  assertEquals(refused, { status: 503, retryAfter: "5", adaMay: true });
  assertEquals((await server.ended).code, 0);
  assertEquals((await ada.closed).code, 1012);
});
