import { assertEquals } from "@std/assert";
import { type Role, ROLES } from "../../lib/protocol/events.ts";
import type { ConversationTraits } from "../../lib/protocol/permissions.ts";
import { readAction } from "../../lib/text/action.ts";
import { commandsOf, type Intent, readIntent } from "../../lib/text/commands.ts";

const NAMES = ["Ana", "Ana María", "Inès"];

const CASES: [written: string, intent: Intent][] = [
  ["hello", { is: "message", text: "hello" }],
  ["  two\nlines ", { is: "message", text: "  two\nlines" }],
  ["//shrug", { is: "message", text: "/shrug" }],
  ["/me waves", { is: "message", text: "/me waves" }],
  ["/join random", { is: "join", room: "random" }],
  ["/join #random", { is: "join", room: "random" }],
  ["/JOIN random", { is: "join", room: "random" }],
  ["/join", { is: "incomplete", command: "join" }],
  ["/msg Inès are you there?", { is: "msg", name: "Inès", text: "are you there?" }],
  ["/msg ana maría hi", { is: "msg", name: "Ana María", text: "hi" }],
  ['/msg "Old Tom" hi', { is: "msg", name: "Old Tom", text: "hi" }],
  ["/msg @zed hi", { is: "msg", name: "zed", text: "hi" }],
  ["/msg zed", { is: "incomplete", command: "msg" }],
  ["/topic Harvest", { is: "topic", topic: "Harvest" }],
  ["/topic", { is: "topic", topic: "" }],
  ["/away lunch", { is: "away", status: "lunch" }],
  ["/nick  Awa Sow ", { is: "nick", name: "Awa Sow" }],
  ["/nick", { is: "incomplete", command: "nick" }],
  ["/kick @Inès 10m spam", { is: "sanction", kind: "kick", written: "@Inès 10m spam" }],
  ["/mute", { is: "incomplete", command: "mute" }],
  ["/Ban Inès", { is: "sanction", kind: "ban", written: "Inès" }],
  ["//kick Inès", { is: "message", text: "/kick Inès" }],
  ["/help", { is: "help" }],
  ["/quit", { is: "quit" }],
  ["quit", { is: "ask-quit", text: "quit" }],
  ["Quitter", { is: "ask-quit", text: "Quitter" }],
  ["I quit", { is: "message", text: "I quit" }],
  ["/dance", { is: "unknown", command: "/dance", written: "/dance" }],
];

for (const [written, intent] of CASES) {
  Deno.test(`composer - “${written.replace("\n", "↵")}” is ${intent.is}`, () => {
    assertEquals(readIntent(written, NAMES, "moderator", "room"), intent);
  });
}

Deno.test("composer - /me is an action, and nothing else is (E3)", () => {
  assertEquals(readAction("/me waves"), "waves");
  assertEquals(readAction("/me  two\nlines"), "two\nlines");
  for (const text of ["/me", "/me ", "/meow", "x /me waves", "*waves*"]) {
    assertEquals(readAction(text), undefined);
  }
});

Deno.test("composer - commands are offered and done only where the role may", () => {
  const sanctions = ["kick", "mute", "ban"];
  const offered = (role: Role) =>
    commandsOf(role, undefined).filter((one) => sanctions.includes(one));
  assertEquals(ROLES.map(offered), [sanctions, sanctions, [], []]);
  assertEquals(commandsOf("member", undefined).includes("topic"), true);
  assertEquals(commandsOf("guest", undefined).includes("topic"), false);
  for (const role of ROLES) {
    for (const command of ["topic", "kick", "mute", "ban"] as const) {
      const { is } = readIntent(`/${command} Inès 10m`, NAMES, role, "room");
      assertEquals(
        is !== "not-allowed",
        commandsOf(role, undefined).includes(command),
        `${role} ${command}`,
      );
    }
  }
  assertEquals(readIntent("/kick", NAMES, "member", "room"), {
    is: "not-allowed",
    command: "kick",
  });
});

Deno.test("composer - /topic is offered and done only where there is a topic to change", () => {
  const offered = (role: Role, place: ConversationTraits) =>
    commandsOf(role, place).includes("topic");
  assertEquals(offered("member", { kind: "room" }), true);
  assertEquals(offered("administrator", { kind: "direct" }), false);
  assertEquals(offered("member", { kind: "room", topicLocked: true }), false);
  assertEquals(offered("moderator", { kind: "room", topicLocked: true }), true);
  assertEquals(offered("member", { kind: "room", readOnly: true }), false);
  const written = readIntent("/topic Harvest", NAMES, "administrator", "direct");
  assertEquals(written, { is: "not-here", command: "topic" });
});
