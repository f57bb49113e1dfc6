import { assertEquals } from "@std/assert";
import { type Intent, readIntent } from "../../../lib/ui/composer/commands.ts";

const NAMES = ["Ana", "Ana María", "Inès"];

const CASES: [written: string, intent: Intent][] = [
  ["hello", { is: "message", text: "hello" }],
  ["  two\nlines ", { is: "message", text: "two\nlines" }],
  ["//shrug", { is: "message", text: "/shrug" }],
  ["/me waves", { is: "message", text: "*waves*" }],
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
  ["/quit", { is: "quit" }],
  ["quit", { is: "ask-quit", text: "quit" }],
  ["Quitter", { is: "ask-quit", text: "Quitter" }],
  ["I quit", { is: "message", text: "I quit" }],
  ["/dance", { is: "unknown", command: "/dance" }],
];

for (const [written, intent] of CASES) {
  Deno.test(`composer - “${written.replace("\n", "↵")}” is ${intent.is}`, () => {
    assertEquals(readIntent(written, NAMES), intent);
  });
}
