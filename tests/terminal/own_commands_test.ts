import { assert, assertEquals } from "@std/assert";
import { addressedTo, helpLines, readOwnCommand } from "../../lib/terminal/own_commands.ts";
import { messageId } from "../../lib/terminal/scripts/send.ts";
import { localeOf, speechIn } from "../../lib/terminal/speech.ts";
import { COMMANDS } from "../../lib/text/commands.ts";

const lines: [string, ReturnType<typeof addressedTo>][] = [
  ["Bruno: hello", { name: "Bruno", text: "hello", isWord: true }],
  ["Ana María:  two\nlines", { name: "Ana María", text: "two\nlines", isWord: false }],
  ["at 10:38 we met", undefined],
  ["https://example.org is down", undefined],
  ["Bruno:", undefined],
  ["#garden: hello", undefined],
  ["@Bruno: hello", undefined],
  [" Bruno: hello", undefined],
  [`${"x".repeat(33)}: hello`, undefined],
];
for (const [line, expected] of lines) {
  Deno.test(`terminal - “${line}” is ${expected ? `to ${expected.name}` : "to everyone"}`, () => {
    assertEquals(addressedTo(line), expected);
  });
}

Deno.test("terminal - own commands are read, those of the text stay its own", () => {
  assertEquals(readOwnCommand("/Reply 10:38  two words"), {
    command: "reply",
    rest: "10:38  two words",
  });
  assertEquals(readOwnCommand("/join garden"), undefined);
  assertEquals(readOwnCommand("reply 10:38"), undefined);
});

Deno.test("terminal - help names all commands that one may use, in every language", () => {
  for (const locale of ["en", "fr", "es"] as const) {
    const help = helpLines(speechIn(locale, "UTC"), "administrator").join("\n");
    for (const command of [...COMMANDS, "to", "reply", "vote"]) {
      assert(help.includes(`/${command}`), `${locale} ${command}`);
    }
  }
  assert(!helpLines(speechIn("en", "UTC"), "guest").join("\n").includes("/ban"));
});

Deno.test("terminal - the language is that of the environment", () => {
  const of = (env: Record<string, string>) => localeOf((name) => env[name]);
  assertEquals(of({ LANG: "fr_FR.UTF-8" }), "fr");
  assertEquals(of({ LANG: "fr_FR.UTF-8", LC_ALL: "es" }), "es");
  assertEquals(of({ LANG: "de_DE.UTF-8" }), "en");
  assertEquals(of({}), "en");
});

Deno.test("terminal - the id of a message is a UUID that follows from what was given", async () => {
  const uuid = /^[\da-f]{8}-[\da-f]{4}-[48][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  const one = await messageId("backup of monday");
  assert(uuid.test(one), one);
  assertEquals(await messageId("backup of monday"), one);
  assert(await messageId("backup of tuesday") !== one);
  assertEquals(
    await messageId("0B7C4A55-95D2-4F7B-9B4E-0F3F6E9D6B11"),
    "0b7c4a55-95d2-4f7b-9b4e-0f3f6e9d6b11",
  );
  assert(await messageId(undefined) !== await messageId(undefined));
});
