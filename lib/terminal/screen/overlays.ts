import type { PaletteEntry } from "../../text/name_matching.ts";
import { conversationTitle } from "../../ui/room/page_title.ts";
import type { TerminalChat } from "../chat.ts";
import { helpLines } from "../own_commands.ts";
import { safeLine } from "../safe_text.ts";
import { run } from "../text/styled.ts";
import type { Row } from "./timeline_rows.ts";
import { wrap } from "./wrap.ts";

/** Keys and what they do, by the key of the words. */
const KEYS = [
  ["Enter", "keys.enter"],
  ["Alt Enter, Ctrl J", "keys.alt-enter"],
  ["Tab", "keys.tab"],
  ["↑ ↓", "keys.up-down"],
  ["Page ↑ ↓", "keys.page"],
  ["Alt ↑ ↓", "keys.alt-up-down"],
  ["Ctrl K", "keys.ctrl-k"],
  ["Ctrl N", "keys.ctrl-n"],
  ["Esc", "keys.esc"],
  ["r t + e d v", "keys.timeline"],
  ["Ctrl T", "keys.ctrl-t"],
  ["Ctrl L", "keys.ctrl-l"],
  ["Ctrl C", "keys.ctrl-c"],
] as const;

/** Columns of the names of keys. */
const KEY_NAME = 20;

/** The keys and the commands. */
export function helpRows({ speech, model, open }: TerminalChat, columns: number): Row[] {
  const title = (text: string): Row => ({ key: "help", runs: [run(text, { bold: true })] });
  const lines = helpLines(speech, model.me.value?.role ?? "guest", open);
  return [
    title(speech.own.t("screen.keys")),
    ...KEYS.map(([name, words]): Row => ({
      key: "help",
      runs: [run(name.padEnd(KEY_NAME), { ink: "leaf" }), run(speech.own.t(words))],
    })),
    { key: "help", runs: [] },
    title(speech.words.t("keys.commands")),
    ...lines.flatMap((line) =>
      wrap({ runs: [run(line)], indent: 2 }, columns).map((runs): Row => ({ key: "help", runs }))
    ),
  ];
}

/** What a jump may lead to. */
export function jumpRows(
  { speech: { words } }: TerminalChat,
  { entries, at }: { entries: readonly PaletteEntry[]; at: number },
): Row[] {
  return entries.map((entry, index): Row => ({
    key: entry.key,
    runs: [run(` ${labelOf(entry)} `, index === at ? { ground: "chosen" } : {})],
  }));

  function labelOf(entry: PaletteEntry): string {
    if (entry.is === "conversation") return safeLine(conversationTitle(words, entry.conversation));
    if (entry.is === "person") {
      return words.t("palette.new-direct", { name: safeLine(entry.person.name) });
    }
    return "";
  }
}
