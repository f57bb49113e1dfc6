const MAIN = decodeURIComponent(new URL("../../main.ts", import.meta.url).pathname);

/** What makes somebody the administrator of such a server. */
export const SETUP_CODE = "take-a-seat-under-the-tree";

/** A server over a store of its own, as `deno task start` runs it. */
export interface RunningServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts a server on a free port, with an empty store unless `env` names another. Throws what it said
 * when it did not start.
 */
export async function startServer(
  community: string,
  env: Record<string, string> = {},
): Promise<RunningServer> {
  const folder = await Deno.makeTempDir({ prefix: "palabre_screenshots_" });
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", MAIN],
    env: {
      PORT: "0",
      PALABRE_KV: `${folder}/palabre.kv`,
      PALABRE_NAME: community,
      PALABRE_RATES: "off",
      PALABRE_SETUP_CODE: SETUP_CODE,
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const port = await portOf(child.stdout);
  return {
    url: `http://localhost:${port}`,
    async close() {
      child.kill("SIGTERM");
      await child.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function portOf(output: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const reader = output.getReader();
  let text = "";
  while (true) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The server ended: ${text}`);
    text += decoder.decode(value, { stream: true });
    const port = /listens on http:\/\/[^/]+:(\d+)\//.exec(text)?.[1];
    if (port) return port;
  }
}
