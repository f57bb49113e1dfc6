import { assert, assertEquals } from "@std/assert";
import { Client } from "irc-framework";
import { IRC_ENV } from "../support/irc.ts";
import { runServer } from "../support/running.ts";
import { enlist, Talker } from "../support/talker.ts";

// deno-lint-ignore no-explicit-any -- the library has no types
type Event = any;

/** The next event of that name for which `holds`. */
function once(client: Event, name: string, holds: (event: Event) => boolean = () => true) {
  return new Promise<Event>((resolve) => {
    const hear = (event: Event) => {
      if (!holds(event)) return;
      client.off(name, hear);
      resolve(event);
    };
    client.on(name, hear);
  });
}

const noSanitizers = { sanitizeOps: false, sanitizeResources: false }; // timers of the library

Deno.test({
  name: "irc - irc-framework comes in with SASL, talks, tags and pages back",
  ...noSanitizers,
  async fn() {
    const server = await runServer(IRC_ENV);
    await enlist(server.url, "Moussa Diop");
    const noor = await Talker.connect(server.url, await enlist(server.url, "noor"));
    await noor.ask({ type: "sync" });
    await noor.send("general", "before");
    const client: Event = new Client();
    client.requestCap(["draft/chathistory", "draft/message-redaction", "draft/read-marker"]);
    const joined = once(client, "join");
    const people = once(client, "userlist");
    client.connect({
      host: "127.0.0.1",
      port: server.ircPort,
      nick: "somebody",
      gecos: "x",
      account: { account: "Moussa_Diop", password: "under the old tree" },
      auto_reconnect: false,
      enable_echomessage: true,
      version: null,
    });
    try {
      const registered = await once(client, "registered");
      assertEquals(registered.nick, "Moussa_Diop");
      assertEquals((await joined).channel, "#general");
      const nicks = (await people).users.map((user: Event) => user.nick).sort();
      assertEquals(nicks, ["Moussa_Diop", "noor"]);
      assertEquals(client.network.options.CHANTYPES, ["#", "&"]);
      for (const cap of ["server-time", "echo-message", "message-tags", "batch", "account-tag"]) {
        assert(client.network.cap.isEnabled(cap), cap);
      }

      const echoed = once(client, "message");
      client.say("#general", "from the library");
      const { nick, message, tags, account } = await echoed;
      assertEquals([nick, message, account], ["Moussa_Diop", "from the library", "Moussa_Diop"]);
      assert(/^general\.\d+$/.test(tags.msgid), tags.msgid);

      const tagged = once(client, "tagmsg");
      const target = Number(tags.msgid.split(".")[1]);
      await noor.ask({ type: "react", conversation: "general", target, emoji: "🌻", on: true });
      const reaction = await tagged;
      assertEquals(reaction.tags["+draft/react"], "🌻");
      assertEquals(reaction.tags["+draft/reply"], tags.msgid);

      const paged = once(client, "batch end chathistory");
      client.raw("CHATHISTORY LATEST #general * 10");
      const lines = (await paged).commands.map((one: Event) => one.params.at(-1));
      assertEquals(lines, ["before", "from the library"]);

      const known = once(client, "whois", (event) => event.nick === "noor");
      client.whois("noor");
      assertEquals((await known).account, "noor");

      const topic = once(client, "irc error");
      client.setTopic("#general", "mine");
      assertEquals((await topic).error, "chanop_privs_needed");
    } finally {
      const closed = once(client, "socket close");
      client.quit("bye");
      await closed;
      await noor.close();
      await server.close();
    }
  },
});
