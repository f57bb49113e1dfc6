import { assertEquals } from "@std/assert";
import { IRC_ENV } from "./irc.ts";
import { runServer } from "./running.ts";
import { enlist, Talker } from "./talker.ts";

type Server = Awaited<ReturnType<typeof runServer>>;

/** A test with a server that has an IRC door, and a member “noor” on a socket, synced. */
export function ircTest(name: string, run: (server: Server, noor: Talker) => Promise<void>): void {
  Deno.test(name, async () => {
    const server = await runServer(IRC_ENV);
    const noor = await Talker.connect(server.url, await enlist(server.url, "noor"));
    await noor.ask({ type: "sync" });
    try {
      await run(server, noor);
    } finally {
      await noor.close();
      await server.close();
    }
    const unforeseen = server.reported.filter((line) => !line.startsWith("PALABRE_RATES"));
    assertEquals(unforeseen, []);
  });
}

/** The next event of a kind that a socket is told of somebody else. */
export async function told(talker: Talker, kind: string) {
  const own = talker.frames.find((frame) => frame.type === "welcome").user.id;
  const isOne = (event: { kind: string; seq: number; by: string }) =>
    event.kind === kind && event.by !== own && event.seq > (seen.get(talker) ?? 0);
  const frame = await talker.next((one) => one.type === "events" && one.events.some(isOne));
  const event = frame.events.find(isOne);
  seen.set(talker, event.seq);
  return event;
}

/** The last event that was looked at, of one conversation. */
const seen = new WeakMap<Talker, number>();
