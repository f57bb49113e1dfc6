import { assertEquals, assertRejects } from "@std/assert";
import type { IrcDoor } from "../../lib/irc/door.ts";
import { listenForIrc } from "../../routes/irc_listener.ts";
import { recordingLogger } from "../support/loggers.ts";
import {
  RENEWED_CERTIFICATE,
  RENEWED_KEY,
  TEST_CERTIFICATE,
  TEST_KEY,
} from "../support/test_certificate.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

/** Says back what it is told. */
const echo = {
  open: (transport: { send(line: string): void }) => ({
    take: ({ text }: { text: string }) => transport.send(text),
  }),
  gone: () => {},
} as unknown as IrcDoor; // of which a connection uses no more

/** A connection of somebody who trusts that certificate, and what it says back. */
async function trusting(port: number, certificate: string) {
  const connection = await Deno.connectTls({
    hostname: "127.0.0.1",
    port,
    caCerts: [certificate],
  });
  const ask = async (line: string) => {
    await connection.write(new TextEncoder().encode(`${line}\r\n`));
    const bytes = new Uint8Array(64);
    const length = await connection.read(bytes);
    return new TextDecoder().decode(bytes.subarray(0, length ?? 0)).trim();
  };
  await connection.handshake();
  return { ask, close: () => connection.close() };
}

Deno.test("irc - a renewed certificate is used without a restart, and one that does not fit is not", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_tls_" });
  const tls = { cert: `${folder}/cert.pem`, key: `${folder}/key.pem` };
  await Deno.writeTextFile(tls.cert, TEST_CERTIFICATE);
  await Deno.writeTextFile(tls.key, TEST_KEY);
  const clock = new VirtualClock();
  const reported: string[] = [];
  const logger = recordingLogger((what) => void reported.push(what));
  const listener = listenForIrc({ hostname: "127.0.0.1", port: 0, tls }, echo, { clock, logger });
  const port = listener?.port ?? 0;
  try {
    const before = await trusting(port, TEST_CERTIFICATE);
    assertEquals(await before.ask("one"), "one");

    await Deno.writeTextFile(tls.cert, RENEWED_CERTIFICATE);
    await clock.advance(60_000);
    const mismatch = "PALABRE_IRC: the certificate could not be renewed. " +
      "PALABRE_IRC_TLS_CERT and PALABRE_IRC_TLS_KEY do not fit each other: ";
    assertEquals(reported.map((line) => line.startsWith(mismatch)), [true], reported.join());
    (await trusting(port, TEST_CERTIFICATE)).close();

    await Deno.writeTextFile(tls.key, RENEWED_KEY);
    await clock.advance(60_000);
    const after = await trusting(port, RENEWED_CERTIFICATE);
    assertEquals(await after.ask("two"), "two");
    assertEquals(await before.ask("three"), "three", "who was there stays");
    await assertRejects(() => trusting(port, TEST_CERTIFICATE));

    await Deno.remove(tls.key);
    await clock.advance(120_000);
    assertEquals(reported.length, 3);
    assertEquals(await after.ask("four"), "four");
    before.close();
    after.close();
  } finally {
    listener?.close();
    await Deno.remove(folder, { recursive: true });
  }
});
