import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { safeJson, safeLine, safeText } from "../../lib/terminal/safe_text.ts";
import { richLines } from "../../lib/terminal/text/rich_lines.ts";
import { textOf } from "../../lib/terminal/text/styled.ts";

// deno-lint-ignore no-control-regex -- what a terminal obeys
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const hostile = fc.string({ unit: "binary", maxLength: 60 });

Deno.test("terminal - nothing that others write controls the terminal", () => {
  assertEquals(safeText("\x1b]0;mine\x07 \x9b2J a\tb\nc"), "�]0;mine� �2J a    b\nc");
  assertEquals(safeLine("a\nb"), "a b");
  assertEquals(safeText("\u202eevil"), "evil", "nor what turns the line around");
  fc.assert(fc.property(hostile, (text) => !CONTROLS.test(safeText(text))));
});

Deno.test("terminal - a message drawn as lines holds no control either, in code and links too", () => {
  const context = { isName: () => false, isMe: () => false, isRoom: () => false };
  const wraps = ["%", "`%`", "```\n%\n```", "[a%](https://x.org/%)", "> %", "||%||", "- %"];
  fc.assert(fc.property(hostile, fc.constantFrom(...wraps), (text, wrap) => {
    const lines = richLines(wrap.replaceAll("%", text), context);
    for (const line of lines) {
      assert(!CONTROLS.test(textOf(line).replace("\n", "?")));
      assert(!line.runs.some(({ text }) => text.includes("\n")));
      assert(!line.runs.some(({ look }) => CONTROLS.test(look.link ?? "")));
    }
  }));
});

Deno.test("terminal - a line of JSON is read back as it was, and controls nothing", () => {
  fc.assert(fc.property(hostile, (text) => {
    const json = safeJson({ text });
    assert(!CONTROLS.test(json));
    assertEquals(JSON.parse(json), {
      text: text.isWellFormed() ? text : JSON.parse(JSON.stringify(text)),
    });
  }));
});
