// Voice messages as browsers record them: which are taken, as what, and what is served (F4).
import { assertEquals } from "@std/assert";
import { asciiOf } from "../../lib/pictures/bytes.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { communityTest } from "../support/community.ts";
import { box, bytesIn, joined, numbers } from "../support/films.ts";
import { askApi, type Asker, postFiles, uploadFile } from "../support/uploads.ts";

/** A recording in fragments, as `MediaRecorder` of Safari makes it: one track, that is heard. */
function recording(brand: string): Uint8Array<ArrayBuffer> {
  const track = box(
    "trak",
    box("tkhd", numbers(0, 3_800_000_000, 3_800_000_000, 1)),
    box(
      "mdia",
      box("mdhd", numbers(0, 3_800_000_000, 3_800_000_000, 1)),
      box("hdlr", numbers(0, 0), bytesIn("soun"), numbers(0, 0, 0)),
      box(
        "minf",
        box("stbl", box("stsd", numbers(0, 1), box("mp4a", numbers(0, 0, 0, 0, 0, 0, 0)))),
      ),
    ),
  );
  return joined(
    box("ftyp", bytesIn(brand), numbers(0), bytesIn(brand), bytesIn("mp41")),
    box(
      "moov",
      box("mvhd", numbers(0, 3_800_000_000, 3_800_000_000, 600, 1)),
      track,
      box("mvex", box("trex", numbers(0, 1, 1, 0, 0, 0))),
      box("udta", box("\u00a9xyz", bytesIn("+48.8584N+002.2945/"))),
    ),
    box("moof", box("mfhd", numbers(0, 1)), box("traf", box("tfhd", numbers(0x20000, 1)))),
    box("mdat", bytesIn("\u00ff\u00f1what is heard")),
  );
}

/** The beginnings of the other two kinds that are recorded. */
const webm = joined(
  numbers(0x1a45dfa3),
  bytesIn("\u009f\u0042\u0086\u0081\u0001\u0042\u0082\u0084webm"),
  bytesIn("what is heard"),
);
const ogg = joined(
  bytesIn("OggS"),
  numbers(0x00020000, 0, 0, 0, 0),
  bytesIn("\u0000\u0000\u0001\u0013OpusHead what is heard"),
);

const voice = { duration: 2.5, wave: "08z3" };

communityTest(
  "voice - F4: what browsers record is heard, by its content, whatever they call it",
  1,
  async (here) => {
    const ana = await here.person("ana");
    const remoteAddr: Deno.NetAddr = { transport: "tcp", hostname: ana.address, port: 1 };
    const asker: Asker = {
      url: "http://chat.test",
      token: ana.token,
      fetch: (input, init) =>
        here.settled(
          Promise.resolve(here.one.app.fetch(new Request(input, init), { remoteAddr })),
        ),
    };
    const { chat } = here.one.instance;
    async function sent(name: string, bytes: Uint8Array<ArrayBuffer>) {
      const id = await uploadFile(asker, name, bytes);
      const { seq } = await postFiles(asker, GENERAL, [{ id, ...voice }]);
      const { events } = await here.settled(
        chat.history(ana.actor, { conversation: GENERAL, after: seq - 1, limit: 1 }),
      );
      const [event] = events;
      const file = event?.kind === "message" ? event.files?.[0] : undefined;
      const served = await askApi(asker, "GET", `/files/${id}`, {
        headers: { range: "bytes=0-9" },
      });
      await served.body?.cancel();
      const shown = /^inline/.test(served.headers.get("content-disposition") ?? "");
      return [file?.type, file?.wave, file?.duration, served.status, shown];
    }
    for (const brand of ["iso5", "mp42", "M4A ", "isom"]) {
      const [type, ...rest] = await sent("voice.m4a", recording(brand));
      assertEquals(String(type).replace("x-m4a", "mp4"), "audio/mp4", brand);
      assertEquals(rest, [voice.wave, voice.duration, 206, true], brand);
    }
    assertEquals(await sent("voice.webm", webm), [
      "audio/webm",
      voice.wave,
      voice.duration,
      206,
      true,
    ]);
    assertEquals(await sent("voice.ogg", ogg), [
      "audio/ogg",
      voice.wave,
      voice.duration,
      206,
      true,
    ]);
    // What is no sound is none by its wave.
    const page = bytesIn("<!doctype html><script>alert(1)</script>");
    const [type, wave, duration, , shown] = await sent("voice.m4a", joined(page));
    assertEquals([wave, duration, shown], [undefined, undefined, false], String(type));
  },
);

communityTest(
  "voice - F3: a recording in fragments keeps its sound, and no place",
  1,
  async (here) => {
    const ana = await here.person("ana");
    const { uploads, downloads } = here.one.instance.files;
    const bytes = recording("iso5");
    const { id } = await here.settled(
      uploads.create(ana.actor, { name: "voice.m4a", size: bytes.length }),
    );
    await here.settled(uploads.append(ana.actor, id, 0, new Blob([bytes]).stream()));
    const message = { conversation: GENERAL, id: crypto.randomUUID(), text: "", after: 0 };
    await here.settled(
      here.one.instance.chat.post(ana.actor, { ...message, files: [{ id, ...voice }] }),
    );
    const file = await here.settled(downloads.find(ana.actor, id));
    const parts: Uint8Array[] = [];
    for await (const part of file.stream(0, file.size)) parts.push(part);
    const stored = asciiOf(joined(...parts));
    assertEquals([stored.includes("what is heard"), stored.includes("48.8584")], [true, false]);
  },
);
