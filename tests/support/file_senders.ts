// A community whose people send files: alone and several, in threads, the same ones twice; they forward,
// move, edit and delete what they sent.
import { type Community, type Somebody } from "./community.ts";
import { asker } from "./community_files.ts";
import { noise } from "./noise.ts";
import { drawnPng, type Format, picture, withSecrets } from "./pictures.ts";
import { SeededRandom } from "./seeded_random.ts";
import { uploadFile } from "./uploads.ts";

const FORMATS: Format[] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

type NamedBytes = [string, Uint8Array<ArrayBuffer>];

interface Sent {
  conversation: string;
  seq: number;
  who: Somebody;
}

/** Files of every kind, each another one: pictures, clean and not, a voice message, texts, large and none. */
function fileOf(random: SeededRandom): NamedBytes {
  const n = random.below(1_000);
  const format = FORMATS[n % FORMATS.length]!;
  switch (random.below(6)) {
    case 0:
      return [`camera ${n}.${format.slice(6)}`, withSecrets(format, 1 + n % 8)];
    case 1:
      return [`plan ${n}`, drawnPng(4 + n % 90, 3 + n % 50)];
    case 2:
      return [`l’été #${n}?.webp`, picture(format)]; // it is not always what it says
    case 3:
      return [`large ${n}.bin`, noise(200_000 + n * 97, n)];
    case 4:
      return [`none ${n}.txt`, new TextEncoder().encode("x".repeat(1 + n % 7))];
    default:
      return [`page ${n}.html`, new TextEncoder().encode(`<p>Beds of ${n}</p>`)];
  }
}

/** Lets two people act so often, as a seed says. */
export async function sendFiles(here: Community, seed: number, acts: number): Promise<void> {
  const random = new SeededRandom(seed);
  const [ana, ben] = [await here.person("Ana", "administrator"), await here.person("Ben")];
  const { chat } = here.one.instance;
  const { id: room } = await here.settled(chat.create(ana.actor, { name: "verger" }));
  await here.settled(chat.join(ben.actor, { conversation: room }));
  const { id: direct } = await here.settled(chat.open(ana.actor, "Ben"));
  const one = <T>(all: readonly T[]): T => all[random.below(all.length)]!;
  const sent: Sent[] = [];
  let last = fileOf(random);

  async function upload(who: Somebody): Promise<Record<string, unknown>> {
    const from = asker(here, here.one, who);
    last = random.below(4) === 0 ? last : fileOf(random);
    const id = await uploadFile(from, ...last);
    const isPicture = /^(camera|plan|l’été)/.test(last[0]);
    const preview = isPicture && random.below(2) === 0
      ? await uploadFile(from, "small.webp", picture("image/webp"))
      : undefined;
    return {
      id,
      ...(preview !== undefined && { preview, thumbHash: "3OcRJYB4d3h_iIeHeEh3" }),
      ...(random.below(3) === 0 && { alt: `What ${last[0]} shows` }),
      ...(random.below(4) === 0 && { placeRemoved: true }),
    };
  }

  async function send(who: Somebody, root?: Sent): Promise<void> {
    const conversation = root?.conversation ?? one(["general", room, direct]);
    const files: Record<string, unknown>[] = [];
    for (let n = 1 + random.below(3); n > 0; n--) files.push(await upload(who));
    const text = random.below(2) ? "" : "Look";
    const said = { conversation, id: crypto.randomUUID(), text, files: files as { id: string }[] };
    const { seq } = await here.settled(
      chat.post(who.actor, { ...said, ...(root && { thread: root.seq }) }),
    );
    if (!root) sent.push({ conversation, seq, who });
  }

  for (let n = 0; n < acts; n++) {
    const roll = random.below(20);
    const before = sent.at(-1 - random.below(3));
    if (roll < 11 || !before) {
      await send(one([ana, ben]));
      continue;
    }
    const { conversation, seq: target, who: { actor } } = before;
    const act = async () => {
      if (roll < 14) return await send(one([ana, ben]), before);
      if (roll < 16) {
        const wish = { conversation, target, into: one([room, direct]), id: crypto.randomUUID() };
        return await here.settled(chat.forward(actor, wish));
      }
      if (roll < 17 && conversation === "general") {
        const { moved } = await here.settled(
          chat.move(ana.actor, { conversation, target, to: room }),
        );
        return void Object.assign(before, { conversation: room, seq: moved.seq });
      }
      if (roll < 19) {
        return await here.settled(chat.edit(actor, { conversation, target, text: `Edit ${n}` }));
      }
      await here.settled(chat.delete(actor, { conversation, target }));
      sent.splice(sent.indexOf(before), 1);
    };
    await act();
    await here.pass(1_000);
  }
  await here.pass(60_000);
}
