import { assertEquals } from "@std/assert";
import { suggestionsFor, vainCall } from "../../../../islands/room/composer/suggestion_list.ts";
import { CATALOGS } from "../../../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../../../lib/i18n/translator.ts";
import { KnownProfiles, profilesOf } from "../../../../lib/client/profiles.ts";
import { type Call, CALLS, type Person, type Role } from "../../../../lib/protocol/events.ts";

/** The people whom a window was told of, with nobody here. */
function absent() {
  const profiles = new KnownProfiles();
  profiles.learn({
    "u-mo": { name: "Mona", role: "moderator" },
    "u-me": { name: "Mei", role: "member" },
    "u-gu": { name: "Milo", role: "guest" },
  });
  const offered = (role: Role, command?: "msg" | "kick") =>
    suggestionsFor({ what: "person", query: "m", from: 0, command }, {
      names: profiles.names.value,
      calls: [],
      conversations: [],
      role,
      place: undefined,
      me: undefined,
      isThere: () => true,
      personOf: (name) => profiles.named(name),
      words: translatorOf("en", CATALOGS.en),
    }).map(({ label }) => label);
  return { profiles, offered };
}

Deno.test("suggestions - who is absent keeps their role: a moderator is offered no moderator", () => {
  const { offered } = absent();
  assertEquals(offered("moderator", "kick"), ["Mei", "Milo"]);
  assertEquals(offered("administrator", "kick"), ["Mei", "Milo", "Mona"]);
  assertEquals(offered("guest"), ["Mei", "Milo", "Mona"]);
  assertEquals(offered("guest", "msg"), ["Mei", "Milo", "Mona"]);
});

Deno.test("suggestions - an absent person is known by id, and by the name of now (N6)", () => {
  const { profiles, offered } = absent();
  assertEquals(profiles.named("Mei")?.id, "u-me");
  profiles.learn({ "u-me": { name: "Mira", role: "member" } });
  assertEquals(profiles.named("Mei"), undefined);
  assertEquals(profiles.named("Mira")?.id, "u-me");
  assertEquals(offered("guest"), ["Milo", "Mira", "Mona"], "nobody is called Mei now");
  profiles.learn({ "u-new": { name: "Mei", role: "guest" } });
  assertEquals(profiles.named("Mei")?.id, "u-new");
  profiles.learn({ "u-new": { name: "Mei", role: "guest", gone: true } });
  assertEquals(profiles.named("Mei"), undefined);
});

Deno.test("suggestions - who writes everyone, in any language, is offered what calls them", () => {
  const offered = (query: string, calls: readonly Call[] = CALLS) =>
    suggestionsFor({ what: "person", query, from: 0 }, {
      names: ["Ally"],
      calls,
      conversations: [],
      role: "member",
      place: undefined,
      me: undefined,
      isThere: () => true,
      personOf: (name) => ({ id: "u-al", name, role: "member" }),
      words: translatorOf("en", CATALOGS.en),
    }).map(({ insert }) => insert);
  for (const word of ["everyone", "All", "channel", "tous", "todos", "ever"]) {
    assertEquals(offered(word).at(-1), "@room", word);
  }
  assertEquals(offered("al"), ["@Ally", "@room"], "people come first");
  assertEquals(offered("a"), ["@Ally"]);
  assertEquals(offered("everyone", []), [], "who may not call so many is offered nothing");
  assertEquals(offered("her"), ["@here"]);
});

Deno.test("suggestions - oneself is not offered, nor what does not hear (B1, B2)", () => {
  const profiles = new KnownProfiles();
  const people: Person[] = [
    { id: "u-me", name: "Mei", role: "member" },
    { id: "u-mo", name: "Mona", role: "member" },
    { id: "u-mi", name: "Mint", role: "member", bot: true },
    { id: "u-ml", name: "Mill", role: "member", bot: true },
    { id: "u-ma", name: "Mast", role: "member", bot: true, hook: true },
  ];
  profiles.learn(profilesOf(people, () => undefined));
  const offered = (command?: "msg") =>
    suggestionsFor({ what: "person", query: "m", from: 0, command }, {
      names: profiles.names.value,
      calls: [],
      conversations: [],
      role: "member",
      place: undefined,
      me: "u-me",
      isThere: (id) => id !== "u-ml",
      personOf: (name) => profiles.named(name),
      words: translatorOf("en", CATALOGS.en),
    }).map(({ label }) => label);
  assertEquals(offered().toSorted(), ["Mint", "Mona"]);
  assertEquals(offered("msg").toSorted(), ["Mei", "Mill", "Mint", "Mona"]);
});

Deno.test("suggestions - who would call everyone in vain is told so, and nobody else (M7)", () => {
  const vain = (query: string, calls: readonly Call[] = [], kind: "room" | "direct" = "room") =>
    vainCall({ what: "person", query, from: 0 }, { kind }, calls);
  assertEquals(vain("room"), "room");
  assertEquals(vain("He"), "here");
  assertEquals(vain("tous"), "room");
  assertEquals(vain("r"), undefined, "one letter is more likely one of a name");
  assertEquals(vain("room", CALLS), undefined, "there it calls");
  assertEquals(vain("room", [], "direct"), undefined, "there it is a word");
  assertEquals(vain("rooma"), undefined);
  const kick = { what: "person", query: "room", from: 0, command: "kick" } as const;
  assertEquals(vainCall(kick, { kind: "room" }, []), undefined);
});
