import { browserTests } from "../support/browser.ts";
import { acknowledged, becomes, chatIsAlive, enterAsGuest, say } from "../support/visitor.ts";

const browserTest = browserTests();

browserTest(
  "client - B5: a page of the server takes part by the client for programs",
  async (visit) => {
    const { page } = await visit.device();
    await enterAsGuest(page, "Mei");
    await chatIsAlive(page);
    await page.evaluate(async () => {
      const { Palabre } = await import(new URL("/client.js", location.href).href);
      const program = new Palabre({ server: location.origin });
      const told: string[] = [];
      program.on("message", ({ event }: { event: { text: string } }) => void told.push(event.text));
      await program.start();
      await program.send("general", "from a program");
      Object.assign(globalThis, { told });
    });
    await acknowledged(page, "from a program").waitFor();
    await say(page, "from the page");
    const told = () => page.evaluate(() => Reflect.get(globalThis, "told") as string[]);
    await becomes(told, ["from a program", "from the page"]);

    // B4: Chromium's own reader of server-sent events, by the cookie of the page.
    await page.evaluate(async () => {
      const stream = new EventSource("/api/v1/events");
      const read: string[] = [];
      stream.onmessage = ({ data, lastEventId }) =>
        void read.push(`${JSON.parse(data).event.text} at ${lastEventId.replace(/\d+$/, "n")}`);
      await new Promise((ready) => stream.addEventListener("ready", ready, { once: true }));
      Object.assign(globalThis, { read });
    });
    await say(page, "to the stream");
    const read = () => page.evaluate(() => Reflect.get(globalThis, "read") as string[]);
    await becomes(read, ["to the stream at general:n"]);
  },
);
