import { assert, assertEquals } from "@std/assert";
import { IrcTalker } from "../support/irc.ts";
import { ircTest } from "../support/irc_server.ts";
import { enlist, enter, Talker } from "../support/talker.ts";

const WORDS = "between ourselves";

ircTest("irc - no line leads into a conversation that one is not in", async (server, noor) => {
  const { conversation: room } = await noor.ask({ type: "create", name: "cellar", private: true });
  const { seq } = await noor.send(room.id, WORDS);
  const poll = { options: ["yes", "no"] };
  const asked = await noor.ask({
    type: "send",
    conversation: room.id,
    id: crypto.randomUUID(),
    after: 0,
    text: WORDS,
    poll,
  });
  const mina = await Talker.connect(server.url, await enter(server.url, "mina"));
  await mina.ask({ type: "sync" });
  const pair = await noor.ask({
    type: "send",
    to: "mina",
    id: crypto.randomUUID(),
    text: WORDS,
    after: 0,
  });
  const ada = await IrcTalker.enter(server.ircPort, {
    nick: "ada",
    pass: await enlist(server.url, "ada"),
    caps: "message-tags batch draft/chathistory echo-message",
  });
  await ada.ask("PRIVMSG #general :mine");
  const channel = `#${room.name}`;
  const places = [`${room.id}.${seq}`, `${pair.conversation}.${pair.seq}`];
  const told: string[] = [];
  for (const target of [channel, room.id, "mina", "noor"]) {
    told.push(
      ...await ada.ask(
        ...[`JOIN ${target}`, `NAMES ${target}`, `WHO ${target}`, `TOPIC ${target} :x`],
        ...[`MODE ${target}`, `MODE ${target} +m`, `INVITE ada ${target}`, `PART ${target}`],
        ...[
          `CHATHISTORY LATEST ${target} * 50`,
          `MARKREAD ${target}`,
          `VOTE ${target} ${asked.seq} 1`,
        ],
        `@+typing=active TAGMSG ${target}`,
      ),
    );
  }
  for (const place of places) {
    told.push(
      ...await ada.ask(
        ...[`CHATHISTORY AROUND #general msgid=${place} 9`, `REDACT #general ${place}`],
        ...[`CHATHISTORY BEFORE noor msgid=${place} 9`, `REDACT ${channel} ${place}`],
        `@+draft/edit=${place} PRIVMSG #general :changed`,
        `@+draft/react=👍;+draft/reply=${place} TAGMSG #general`,
        `@+draft/reply=${place} PRIVMSG #general :to what?`,
      ),
    );
  }
  told.push(...await ada.ask("LIST", "WHOIS noor", "CHATHISTORY TARGETS * * 50"));
  const shown = told.filter((line) => line.includes(WORDS) || / (319|322) .*cellar/.test(line));
  assertEquals(shown, []);
  assert(
    told.some((line) => / PRIVMSG #general :to what\?$/.test(line)),
    "what may be said was said",
  );
  assert(!told.some((line) => /\+draft\/reply=/.test(line)), "as an answer to nothing");
  for (
    const { conversation, head } of [{ conversation: room.id, head: asked.seq }, {
      conversation: pair.conversation,
      head: pair.seq,
    }]
  ) {
    const { events } = await noor.ask({ type: "history", conversation, limit: 50 });
    assertEquals(events.at(-1).seq, head, "nothing was added");
    assert(events.every((one: { reactions?: unknown }) => one.reactions === undefined));
  }
  const heard = [...mina.frames, ...noor.frames].filter((frame) => frame.type === "typing");
  assertEquals(heard, []);
  await ada.close();
  await mina.close();
});
