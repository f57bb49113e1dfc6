// Whatever form a community is taken along in, its people are called as they are now, and who went is
// nobody.
import { assert } from "@std/assert";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { emojiShortNames } from "../../lib/moving/emoji_short_names.ts";
import { type ExportForm, exportOf } from "../../lib/moving/export/export.ts";
import { type Community, communityTest, PASSWORD } from "../support/community.ts";
import { unzipped } from "../support/zip.ts";

const FORMS: readonly ExportForm[] = ["ndjson", "mattermost", "site"];

/** All of an export as one text. */
async function textOf(here: Community, form: ExportForm): Promise<string> {
  const kv = here.kv.open();
  const pieces = createKvPieces(kv);
  const about = { kv, stores: () => pieces, name: "Verger", at: 1, scope: "open" as const };
  const { stream } = exportOf(form, about, {
    language: "en",
    emojiName: await emojiShortNames(),
    failed: (error) => {
      throw error;
    },
  });
  if (form === "ndjson") {
    const plain = stream.pipeThrough(new DecompressionStream("gzip") as never);
    return await new Response(plain as BodyInit).text();
  }
  const files = await unzipped(stream);
  return [...files.values()].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
}

communityTest(
  "X2 - all forms follow a new name, and have none of who deleted their account",
  1,
  async (here) => {
    const [olga, ben] = [await here.person("Olga"), await here.person("Benoit")];
    const { chat, identity } = here.one.instance;
    const say = (who: typeof olga, text: string) =>
      here.settled(chat.post(who.actor, {
        conversation: "general",
        id: crypto.randomUUID(),
        text,
        after: 0,
      }));
    await say(olga, "the pump works");
    await say(ben, "thank you");
    await here.settled(identity.changeName(olga.actor, "Petronella"));
    await here.pass(1_000);
    for (const form of FORMS) {
      const text = await here.settled(textOf(here, form));
      assert(text.includes("the pump works"), form);
      assert(/petronella/i.test(text) && !/olga/i.test(text), `${form} has the name of now`);
    }
    const json = { password: PASSWORD, messages: "stay" };
    await here.api(here.one, olga, "DELETE", "/me", json);
    await here.pass(1_000);
    for (const form of FORMS) {
      const text = await here.settled(textOf(here, form));
      assert(text.includes("the pump works") && /benoit/i.test(text), form);
      assert(!/petronella|olga/i.test(text), `${form} has no name of who went`);
    }
  },
);
