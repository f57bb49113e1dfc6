import { assertEquals } from "@std/assert";
import { copiedText } from "../../../../islands/room/timeline/copy_messages.ts";

Deno.test("copying - several messages give each name and time once", () => {
  const ana = (text: string, first: boolean) => ({ intro: "Ana, 13:57:", text, first });
  const ben = { intro: "Ben, 14:02:", text: "yes", first: true };
  assertEquals(
    copiedText([ana("is it on?", true), ana("the pump,\nI mean", false), ben]),
    "Ana, 13:57:\nis it on?\nthe pump,\nI mean\n\nBen, 14:02:\nyes",
  );
  assertEquals(
    copiedText([ana("from the middle", false), ben]),
    "Ana, 13:57:\nfrom the middle\n\nBen, 14:02:\nyes",
    "who began before what is selected is named too",
  );
});
