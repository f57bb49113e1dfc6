import { assert, assertEquals } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { emojiTagOf } from "../../lib/chat/community/make_emoji.ts";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { undoImport } from "../../lib/moving/import/undo.ts";
import { bytesOf } from "../../lib/pictures/bytes.ts";
import { readPicture } from "../../lib/pictures/picture.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import {
  addPicture,
  readCustomEmoji,
  readEmojiPicture,
} from "../../lib/store/community/custom_emoji.ts";
import type { User } from "../../lib/store/people/user.ts";
import { planOf } from "../simulation/plan.ts";
import { simulatedStore } from "../simulation/simulated_store.ts";
import { assertComesBack, exportedBytes, withPeopleOf } from "../support/coming_back.ts";
import { everyRow } from "../support/every_row.ts";
import { bringIn } from "../support/importing.ts";
import { writeHeldWords } from "../../lib/store/community/held_words.ts";
import { drawnPng, picture, SECRETS, withSecrets } from "../support/pictures.ts";

const SEEDS = [1, 2, 4, 7, 11, 16];

/** Gives it as many emoji as are less than 5, one of them with a picture of each kind that is kept. */
async function addEmoji(kv: Kv, seed: number): Promise<void> {
  const emoji: Record<string, string> = {};
  for (let n = 0; n < seed % 5; n++) {
    const bytes = n % 2 ? picture("image/jpeg") : drawnPng(8 + seed, 4 + n);
    const tag = emoji[`of-${seed}_${n}`] = emojiTagOf(bytes);
    await kv.commit([], [addPicture(tag, bytes)]);
  }
  await kv.commit([], [{ type: "set", key: keys.customEmoji(), value: { emoji, change: "x" } }]);
}

Deno.test("X1, X2 - import(export(x)) = x, over generated communities", async () => {
  for (const seed of SEEDS) {
    const store = await simulatedStore(planOf(seed));
    await addEmoji(store, seed);
    const { kv, report } = await assertComesBack(store, `seed ${seed}`);
    assertEquals(report.losses, [], `seed ${seed}`);
    assertEquals(report.counts.emoji ?? 0, seed % 5, `seed ${seed}`);
    assertEquals((await readCustomEmoji(kv)).emoji, (await readCustomEmoji(store)).emoji);
  }
});

Deno.test("X1 - emoji that are here stay, what is none is refused, and taking back takes what came", async () => {
  const store = await simulatedStore(planOf(1));
  const [fine, other] = [drawnPng(20, 20), drawnPng(30, 20)];
  const bad: Record<string, Uint8Array<ArrayBuffer>> = {
    harvest: fine,
    kept: other,
    thumbsup: other,
    "no name": other,
    script: new TextEncoder().encode("<svg onload=alert(1)>"),
    large: drawnPng(160, 120),
    told: withSecrets("image/png"),
    best_casino: fine,
    casino: fine,
  };
  for (const [name, bytes] of Object.entries(bad)) await setEmoji(store, name, bytes);
  const bytes = await exportedBytes(store);
  const kv = await withPeopleOf(store);
  await setEmoji(kv, "kept", fine);
  await setEmoji(kv, "casino", fine); // before the words were
  const beside = () => Promise.resolve({ checks: [], mutations: [] });
  await writeHeldWords(kv, { id: "words", words: ["casino"], beside });
  const dry = await bringIn(kv, bytes, { apply: false });
  const report = await bringIn(kv, bytes);
  for (const { losses, counts } of [dry, report]) {
    const places = (is: string) => losses.find(({ what }) => what === is)?.places.toSorted();
    assertEquals(places("emoji-kept"), [":kept:"]);
    assertEquals(places("emoji-refused"), [
      ...[":best_casino:", ":no name:", ":script:", ":thumbsup:"],
    ]);
    assertEquals(counts.emoji, 4);
  }
  const { emoji } = await readCustomEmoji(kv);
  assertEquals(Object.keys(emoji).sort(), ["casino", "harvest", "kept", "large", "told"]);
  assertEquals(emoji.kept, emojiTagOf(fine));
  const large = await readPicture(bytesOf((await readEmojiPicture(kv, emoji.large!))!));
  assertEquals([large?.width, large?.height], [128, 96]);
  const told = new TextDecoder("latin1").decode(await readEmojiPicture(kv, emoji.told!));
  assertEquals(SECRETS.filter((secret) => told.includes(secret)), []);
  assertEquals((await verifyStore(kv)).findings, []);

  const pieces = createKvPieces(kv);
  await setEmoji(kv, "large", other); // since then
  await undoImport(kv, report.id, { stores: () => pieces, fraction: () => 0.5 });
  const after = (await readCustomEmoji(kv)).emoji;
  assertEquals(Object.keys(after).sort(), ["casino", "kept", "large"]);
  assertEquals((await kv.list({ prefix: keys.importAllEmoji(report.id) }, { limit: 9 })).length, 0);
});

/** As a form would, but for what it refuses. */
async function setEmoji(kv: Kv, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { emoji } = await readCustomEmoji(kv);
  const value = { emoji: { ...emoji, [name]: emojiTagOf(bytes) }, change: name };
  const set = { type: "set", key: keys.customEmoji(), value } as const;
  await kv.commit([], [set, addPicture(emojiTagOf(bytes), bytes)]);
}

Deno.test("X1 - people without an account become names, and nothing that was here changes", async () => {
  const kv = await simulatedStore(planOf(2));
  const before = await everyRow(kv);
  const bytes = await exportedBytes(await simulatedStore(planOf(3)));
  const report = await bringIn(kv, bytes);
  assert(report.people.every(({ placeholder }) => placeholder));
  const after = new Map((await everyRow(kv)).map(({ key, text }) => [key.join(" "), text]));
  for (const { key, text } of before) assertEquals(after.get(key.join(" ")), text);
  const users = (await everyRow(kv)).filter(({ key }) => key[0] === "user");
  const made = users.filter(({ key }) => !before.some((one) => String(one.key) === String(key)));
  for (const { value } of made) {
    const user = value as User;
    assert(user.goneAt !== undefined && user.name !== "" && user.passwordHash === undefined);
  }
  assertEquals((await verifyStore(kv)).findings, []);

  const again = await bringIn(kv, bytes);
  assertEquals(again.already, true, "once is enough");
  assertEquals((await everyRow(kv)).length, after.size);
});
