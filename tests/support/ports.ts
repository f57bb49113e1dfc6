/** Below the ports that Linux, macOS and Windows give to whoever asks for any. */
const FIRST_PORT = 20_000;
const BLOCKS = 120;
const BLOCK = 100;

const claimed = claimBlock();
let given = 0;

/**
 * A port that nobody takes before, while or after a server listens on it: neither the system, nor a
 * test of another file that runs at the same time.
 */
export function freePort(): number {
  for (let tries = 1; tries < BLOCK; tries++) {
    const port = claimed + 1 + given++ % (BLOCK - 1);
    const listener = tryToListen(port);
    listener?.close();
    if (listener) return port;
  }
  throw new Error(`All ports from ${claimed} on are in use`);
}

/** Claims a block by listening on its first port as long as this file's tests run. */
function claimBlock(): number {
  const start = Math.floor(Math.random() * BLOCKS);
  for (let nth = 0; nth < BLOCKS; nth++) {
    const port = FIRST_PORT + BLOCK * ((start + nth) % BLOCKS);
    const listener = tryToListen(port);
    listener?.unref();
    if (listener) return port;
  }
  throw new Error("No block of ports is free");
}

function tryToListen(port: number): Deno.Listener | undefined {
  try {
    return Deno.listen({ port, hostname: "127.0.0.1" });
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return undefined;
    throw error;
  }
}
