import { assertEquals } from "@std/assert";
import type { Roster } from "../../../lib/cluster/roster.ts";
import { withDeparted, withJoined, withSwept } from "../../../lib/cluster/roster.ts";
import { Membership } from "../../../lib/cluster/membership.ts";
import type { Entry } from "../../../lib/kv/kv.ts";

function membership(me: string) {
  const told: string[] = [];
  const of = new Membership(me, { elapsed: () => 0 }, {
    joined: (instance) => void told.push(`${instance} joined`),
    departed: (instance, swept) => void told.push(`${instance} departed${swept ? ", mine" : ""}`),
    removed: () => void told.push("removed"),
  });
  return { of, told };
}

const read = (versionstamp: string, value: Roster): Entry<Roster> => ({
  key: ["live"],
  value,
  versionstamp,
});

const of = (...instances: string[]): Roster => ({ instances, sweeping: {} });

Deno.test("membership - an older read that arrives late changes nothing", () => {
  const { of: members, told } = membership("a");
  members.learn(read("01", of("a")), 0);
  members.learn(read("03", of("a", "b", "c")), 0);
  members.learn(read("02", of("a", "b")), 0);
  members.learn(read("03", of("a", "b", "c")), 0);
  assertEquals(told, ["b joined", "c joined"]);
  assertEquals([...members.others], ["b", "c"]);
});

Deno.test("membership - one that others removed learns of it", () => {
  const { of: members, told } = membership("a");
  members.learn(read("01", of("a", "b")), 0);
  members.learn(read("02", withDeparted(of("a", "b"), "a", "b")), 0);
  assertEquals(told, ["b joined", "removed"]);
});

Deno.test("membership - a sweep is told of once, to its sweeper as its own", () => {
  const { of: members, told } = membership("a");
  const { of: other, told: toldOther } = membership("b");
  const gone = withDeparted(of("a", "b", "c"), "c", "a");
  for (const each of [members, other]) {
    each.learn(read("01", of("a", "b", "c")), 0);
    each.learn(read("02", gone), 0);
    each.learn(read("03", withJoined(gone, "d")), 0);
  }
  assertEquals(told, ["b joined", "c joined", "c departed, mine", "d joined"]);
  assertEquals(toldOther, ["a joined", "c joined", "c departed", "d joined"]);
  members.learn(read("04", withSwept(withJoined(gone, "d"), "c")), 0);
  assertEquals(members.orphans, []);
});

Deno.test("membership - what a dead sweeper had to sweep is an orphan", () => {
  const { of: members } = membership("a");
  const gone = withDeparted(of("a", "b", "c"), "c", "b");
  members.learn(read("01", gone), 0);
  assertEquals(members.orphans, []);
  members.learn(read("02", withDeparted(gone, "b", "a")), 0);
  assertEquals(members.orphans, ["c"]);
});

Deno.test("membership - one that comes back takes over what was to be swept of it", () => {
  const gone = withDeparted(of("a", "b"), "b", "a");
  assertEquals(withJoined(gone, "b"), { instances: ["a", "b"], sweeping: {}, departed: "b" });
});
