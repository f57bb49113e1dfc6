import { assertEquals } from "@std/assert";
import { applyChange } from "../../lib/client/apply_change.ts";
import type { EventOf, MessageEvent } from "../../lib/protocol/events.ts";
import type { LinkPreview } from "../../lib/protocol/link_previews.ts";

const PLOT: LinkPreview = { url: "https://a.example/", site: "a.example", title: "The plot" };
const MESSAGE: MessageEvent = {
  kind: "message",
  seq: 1,
  at: 1,
  by: "ana",
  id: "one",
  text: "https://a.example/",
};

function change(seq: number, previews?: LinkPreview[]): EventOf<"preview"> {
  return { kind: "preview", seq, at: seq, by: "ana", target: 1, ...(previews && { previews }) };
}

Deno.test("previews - L1: a client folds in what comes, and what is gone again", () => {
  const shown = applyChange(MESSAGE, change(2, [PLOT]));
  assertEquals(shown, { ...MESSAGE, previews: [PLOT], changed: 2 });
  assertEquals(applyChange(shown, change(3, [])), { ...MESSAGE, changed: 3 });
});

Deno.test("previews - L1: what a page of history has already is not applied again", () => {
  const newer: MessageEvent = { ...MESSAGE, changed: 3 }; // it was taken off since
  assertEquals(applyChange(newer, change(2, [PLOT])), newer);
});

Deno.test("previews - L4: an edit brings the previews that are left", () => {
  const shown = applyChange(MESSAGE, change(2, [PLOT]));
  const edit = { kind: "edit", seq: 3, at: 3, by: "ana", target: 1, version: 1 } as const;
  const kept = applyChange(shown, { ...edit, text: "still https://a.example/", previews: [PLOT] });
  assertEquals(kept.previews, [PLOT]);
  assertEquals(applyChange(shown, { ...edit, text: "no link" }).previews, undefined);
});

Deno.test("previews - L5: a deleted message gets none any more", () => {
  const gone = applyChange(MESSAGE, { kind: "delete", seq: 2, at: 2, by: "ana", target: 1 });
  assertEquals(applyChange(gone, change(3, [PLOT])).previews, undefined);
});
