import { assertEquals } from "@std/assert";
import { CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../../lib/i18n/translator.ts";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import {
  listCookie,
  readListChoices,
  toggleFavourite,
  toggleFold,
} from "../../../lib/ui/room/list_choices.ts";
import { filterConversations, splitAtMatch } from "../../../lib/ui/room/list_filter.ts";
import { messagePreview } from "../../../lib/ui/room/message_preview.ts";
import {
  frozenSections,
  type Section,
  sidebarSections,
} from "../../../lib/ui/room/sidebar_sections.ts";

function room(name: string, more: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id: name,
    kind: "room",
    name,
    head: 1,
    read: 1,
    unread: 0,
    mentions: 0,
    lastAt: 0,
    ...more,
  };
}

function direct(name: string, more: Partial<ConversationSummary> = {}): ConversationSummary {
  const person = { id: name, name, role: "member" } as const;
  return { ...room(name, more), kind: "direct", name: undefined, with: person };
}

const names = (sections: readonly Section[]) =>
  Object.fromEntries(
    sections.map(({ name, conversations }) => [name, conversations.map(({ id }) => id)]),
  );
const NONE = { current: undefined, favourites: [], blocked: [] };
const quiet = Array.from({ length: 16 }, (_, n) => room(`quiet-${n}`));

Deno.test("list - a conversation with somebody who is blocked is listed only while it is open", () => {
  const [ana, ben] = [direct("ana"), direct("ben")];
  const blocked = [ana.with?.id ?? ""];
  const listed = (current?: string) =>
    names(sidebarSections([ana, ben], { ...NONE, blocked, current })).direct;
  assertEquals([listed(), listed("ana")], [["ben"], ["ana", "ben"]]);
});

Deno.test("list - few conversations stand still: rooms by name, people by activity", () => {
  const few = [
    direct("Noor", { lastAt: 1 }),
    room("water", { unread: 3 }),
    room("beds-10"),
    room("beds-9"),
    direct("Mei", { lastAt: 2, unread: 1 }),
    direct("empty", { head: 0 }),
  ];
  assertEquals(names(sidebarSections(few, NONE)), {
    unread: [],
    favourites: [],
    rooms: ["beds-9", "beds-10", "water"],
    direct: ["Mei", "Noor"],
  });
});

Deno.test("list - of many, what is unread stands first: what calls, then the newest", () => {
  const many = [
    ...quiet,
    room("old", { unread: 2, lastAt: 1 }),
    room("new", { unread: 2, lastAt: 9 }),
    room("calling", { unread: 2, mentions: 1, lastAt: 2 }),
    direct("Noor", { unread: 1, lastAt: 3 }),
    room("open", { unread: 4 }),
    direct("Mei"),
  ];
  const { unread, rooms, direct: people } = names(
    sidebarSections(many, { ...NONE, current: "open" }),
  );
  assertEquals(unread, ["Noor", "calling", "new", "old"]);
  assertEquals(rooms?.filter((id) => !id.startsWith("quiet")), ["open"]);
  assertEquals(people, ["Mei"]);
});

Deno.test("list - what was opened from the unread stays there while one looks at it", () => {
  const many = [...quiet, room("water")];
  const options = { ...NONE, current: "water", currentSection: "unread" as const };
  assertEquals(names(sidebarSections(many, options)).unread, ["water"]);
  assertEquals(names(sidebarSections(many, NONE)).unread, []);
});

Deno.test("list - favourites stand in the order in which they were made, in one place only", () => {
  const sections = sidebarSections([room("a"), room("b"), direct("c")], {
    ...NONE,
    current: undefined,
    favourites: ["c", "gone", "a"],
  });
  assertEquals(names(sections), { unread: [], favourites: ["c", "a"], rooms: ["b"], direct: [] });
});

Deno.test("list - nothing moves while it is held, and what is new comes to the end", () => {
  const before = sidebarSections([...quiet, room("water", { unread: 1 })], NONE);
  const now = sidebarSections(
    [...quiet.slice(1), room("water"), room("quiet-0", { unread: 5 }), room("apples")],
    NONE,
  );
  const held = names(frozenSections(before, now));
  assertEquals(held.unread, ["water"]);
  assertEquals(held.rooms?.[0], "quiet-0");
  assertEquals(held.rooms?.at(-1), "apples");
});

Deno.test("list - a filter finds by folded name, the best first, and marks what it found", () => {
  const all = [room("tomatoes"), room("machines"), direct("Élise Martin"), room("wood")];
  assertEquals(filterConversations(all, "ma").map(({ id }) => id), [
    "machines",
    "Élise Martin",
    "tomatoes",
  ]);
  assertEquals(splitAtMatch("tomatoes", "ma"), ["to", "ma", "toes"]);
  assertEquals(splitAtMatch("Élise", "el"), ["", "Él", "ise"]);
  assertEquals(splitAtMatch("wood", "x"), ["wood", "", ""]);
});

Deno.test("list - the last message is one line, with its author where there may be several", () => {
  const words = translatorOf("en", CATALOGS.en);
  const users = {
    m: { name: "Mei", role: "member" as const },
    a: { name: "Awa", role: "member" as const },
  };
  const message = (seq: number, by: string, text: string) =>
    ({ kind: "message", seq, at: 0, by, id: String(seq), text }) as const;
  const preview = (text: string, by: string, direct: boolean) =>
    messagePreview(words, { events: [message(1, by, text)], users }, { me: "a", direct });
  assertEquals(preview("at\n  eleven?", "m", false), "Mei: at eleven?");
  assertEquals(preview("at eleven?", "m", true), "at eleven?");
  assertEquals(preview("yes", "a", true), "You: yes");
  assertEquals(preview("/me waves", "m", false), "Mei waves");
  assertEquals(preview("/me waves", "a", false), "Awa waves", "of oneself as all read it");
  const events = [
    message(1, "m", "hello"),
    { ...message(2, "m", ""), deletedAt: 1 },
    { kind: "join", seq: 3, at: 0, by: "m" } as const,
  ];
  assertEquals(messagePreview(words, { events, users }, { me: "a", direct: false }), "Mei: hello");
});

Deno.test("list - choices survive the cookie, and a forged one chooses nothing", () => {
  const choices = toggleFold(
    toggleFavourite({ favourites: ["general"], folded: [] }, "1-2"),
    "rooms",
  );
  const cookie = listCookie(choices, "u-awa").split(";")[0];
  assertEquals(readListChoices(`x=1; ${cookie}`, "u-awa"), {
    favourites: ["general", "1-2"],
    folded: ["rooms"],
  });
  assertEquals(readListChoices(`x=1; ${cookie}`, "u-noor"), { favourites: [], folded: [] });
  assertEquals(toggleFavourite(choices, "general").favourites, ["1-2"]);
  assertEquals(
    readListChoices("palabre-list=of=u-awa&folded=cellar.rooms&favourites=..", "u-awa"),
    {
      favourites: [],
      folded: ["rooms"],
    },
  );
});
