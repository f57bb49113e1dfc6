import { assert, assertEquals } from "@std/assert";
import { addMember } from "../../lib/store/conversations/conversations.ts";
import { DoorClient, openDoor } from "../support/irc.ts";
import { oneInstance } from "../support/one_instance.ts";

const PEOPLE = 1_100;

/** The nicks in the answers to NAMES, from a line on. */
function named({ lines }: DoorClient, from = 0): string[] {
  return lines.slice(from).filter((line) => / 353 /.test(line))
    .flatMap((line) => line.replace(/^.* 353 \S+ \S \S+ :?/, "").split(" "));
}

Deno.test("irc - of a large room the first 1,000 are named, and all to who asks", async () => {
  const { instance, clock, kv, person } = await oneInstance();
  const noor = await person("noor");
  const { id } = await clock.runUntil(instance.chat.create(noor, { name: "fair" }));
  for (let n = 0; n < PEOPLE; n++) {
    const { user } = await person(`member ${n}`);
    await kv.commit([], addMember(id, user.id, clock.now()));
  }
  const { door, reported } = openDoor({ instance }, clock);
  const client = new DoorClient(door);
  client.say("NICK ada", "USER a 0 * :a");
  await clock.runUntil(client.heard(/ 376 /));
  await clock.advance(1_000);
  client.say("JOIN #fair");
  await clock.runUntil(client.heard(/ 366 ada #fair :End of \/NAMES list: 1000 of 1102$/));
  assertEquals(new Set(named(client).filter((nick) => nick.startsWith("member"))).size, 1_000 - 2);
  const from = client.lines.length;
  client.say("NAMES #fair");
  await clock.runUntil(client.heard(/ 366 ada #fair :End of \/NAMES list$/, from));
  const all = named(client, from);
  assertEquals([all.length, new Set(all).size], [PEOPLE + 2, PEOPLE + 2]);
  assert(client.lines.slice(from).every((line) => line.length <= 510));
  client.leave();
  assertEquals(reported, []);
  await clock.runUntil(instance.close());
});

Deno.test("irc - LIST counts as many as NAMES lists, guests who are here among them (P8)", async () => {
  const { instance, clock, person } = await oneInstance();
  await person("noor");
  const { door } = openDoor({ instance }, clock);
  const client = new DoorClient(door);
  client.say("NICK ada", "USER a 0 * :a"); // a guest
  await clock.runUntil(client.heard(/ 376 /));
  await clock.advance(5_000);
  client.say("NAMES #general", "LIST #general");
  await clock.runUntil(client.heard(/ 323 /));
  const listed = client.lines.find((line) => / 322 ada #general /.test(line));
  assertEquals(Number(listed?.split(" ")[4]), new Set(named(client)).size);
  assertEquals(new Set(named(client)).size, 2);
  client.leave();
  await clock.runUntil(instance.close());
});
