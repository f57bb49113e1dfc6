import { assertEquals } from "@std/assert";
import type { ActTarget } from "../../../../islands/room/acts/act.ts";
import { unreadAct } from "../../../../islands/room/acts/unread_act.ts";
import type { ChatWindow } from "../../../../islands/room/window/chat_window.ts";

/** Marks message 9 as unread, as it is read in the room or in the thread of 4; gives what was asked. */
function marked(inThread: boolean): string[] {
  const asked: string[] = [];
  const note = (what: string) => (...said: unknown[]) =>
    void asked.push(`${what} ${said.join(" ")}`);
  const window = {
    thread: { peek: () => ({ root: 4 }) },
    closeThread: note("close"),
    markUnread: note("room"),
    attempt: (run: () => void) => run(),
    model: { threads: { markUnread: note("thread") } },
  } as unknown as ChatWindow;
  const anchor = { closest: (what: string) => inThread && what === "#thread" ? {} : null };
  const target = { conversation: { id: "garden" }, event: { seq: 9 }, anchor };
  Reflect.set(globalThis, "document", { getElementById: () => null });
  try {
    unreadAct(window).run(target as unknown as ActTarget);
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
  return asked;
}

Deno.test("acts - in its thread a reply is marked as unread there, and the thread is put away (M12)", () => {
  assertEquals(marked(true), ["close ", "thread garden 4 9"]);
  assertEquals(marked(false), ["room garden 9"]);
});
