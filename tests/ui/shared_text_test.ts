import { assertEquals } from "@std/assert";
import { sharedText } from "../../lib/ui/shared_text.ts";

Deno.test("shared text - title, words and link, each once", () => {
  const cases: [title: string, text: string, url: string, said: string][] = [
    ["", "", "", ""],
    ["A page", "", "https://coop.example/a", "A page\nhttps://coop.example/a"],
    ["", "see https://coop.example/a", "https://coop.example/a", "see https://coop.example/a"],
    ["Same", " Same ", "", "Same"],
    ["The well", "The well is dry", "", "The well is dry"],
    ["One", "Two", "https://three.example", "One\nTwo\nhttps://three.example"],
  ];
  for (const [title, text, url, said] of cases) {
    assertEquals(sharedText({ title, text, url }), said);
  }
});
