import { assertEquals } from "@std/assert";
import { quotedText } from "../../lib/protocol/quotes.ts";
import { plainText } from "../../lib/text/plain.ts";

Deno.test("quotes (M5) - the first 200 characters, and no spoiler that the cut would open", () => {
  const words = "word ".repeat(30);
  assertEquals(quotedText("short ||secret||"), "short ||secret||");
  assertEquals(quotedText(`${words}🌳`.repeat(2)).length <= 201, true);
  const secret = "the quince won, by far ".repeat(10);
  assertEquals(quotedText(`${words}||${secret}||`), `${words}…`);
  assertEquals(plainText(quotedText(`${words}||so|| ${secret}`)).includes("▒▒▒ the quince"), true);
  for (let length = 0; length < 60; length++) {
    const text = `${"a".repeat(length)} ${words}||the quince|| ${words}`;
    assertEquals(plainText(quotedText(text)).includes("quince"), false, text);
  }
});
