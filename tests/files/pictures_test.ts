import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import type { Community, Place, Somebody } from "../support/community.ts";
import { communityTest } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { noise } from "../support/noise.ts";
import { picture, SECRETS, withSecrets } from "../support/pictures.ts";

/** Uploads a file as somebody, through an instance's HTTP. */
async function uploaded(
  here: Community,
  place: Place,
  { actor }: Somebody,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { uploads } = place.instance.files;
  const { id } = await here.settled(
    uploads.create(actor, { name: "me.png", size: bytes.length }),
  );
  await here.settled(uploads.append(actor, id, 0, new Blob([bytes]).stream()));
  return id;
}

const set = (here: Community, place: Place, who: Somebody, file: string | null) =>
  here.api(place, who, "PUT", "/me/picture", { file });
const pictureOf = (body: Record<string, unknown>) =>
  (body.user as { picture?: string } | undefined)?.picture;
const addressOf = ({ actor }: Somebody, tag = "") => `/files/people/${actor.user.id}/${tag}`;
/** The rows that hold a file, or say what shows it; the job that looks whether it was sent comes later. */
const rowsOf = async (here: Community, file: string) =>
  (await everyRow(here.kv.open())).flatMap(({ key, text }) =>
    text.includes(file) && key[0] !== "job" ? [key[0]] : []
  );

communityTest(
  "pictures - N8: a picture is clean, others are told at once, and read it at an address for good",
  2,
  async (here) => {
    const [ana, ben] = [await here.person("ana"), await here.person("ben", "guest")];
    const end = await here.connect(here.two, ben);
    const file = await uploaded(here, here.one, ana, withSecrets("image/png", 6));
    const tag = pictureOf((await set(here, here.one, ana, file)).body);
    assert(tag && /^[\w-]{22}$/.test(tag), tag);
    await here.pass(1_000);
    const told = end.pushes("users").at(-1)?.users[ana.actor.user.id];
    assertEquals(told, { name: "ana", role: "member", picture: tag });

    const read = await here.ask(here.two, ben, "GET", addressOf(ana, tag));
    assertEquals([read.status, read.headers.get("cache-control")], [
      200,
      "private, max-age=31536000, immutable",
    ]);
    assertEquals(read.headers.get("content-type"), "image/png");
    assert(read.headers.get("content-security-policy")?.includes("sandbox"));
    const text = String(read.body.text);
    assertEquals(SECRETS.filter((secret) => text.includes(secret)), []);
    const stranger = { address: "198.51.100.1" };
    assertEquals((await here.ask(here.two, stranger, "GET", addressOf(ana, tag))).status, 401);
    assertEquals((await here.ask(here.two, ben, "GET", addressOf(ben, tag))).status, 404);
    assertEquals((await here.ask(here.two, ben, "GET", addressOf(ana, "another"))).status, 404);
    assertEquals((await here.ask(here.two, ana, "GET", `/files/${file}`)).status, 404);

    const { chat } = here.two.instance;
    const members = await here.settled(
      chat.members(ben.actor, { conversation: GENERAL, limit: 10 }),
    );
    assertEquals(members.members.find(({ name }) => name === "ana")?.picture, tag);
  },
);

communityTest(
  "pictures - N8: another takes its place, none is initials again, and its bytes are gone",
  1,
  async (here) => {
    const ana = await here.person("ana");
    const first = await uploaded(here, here.one, ana, picture("image/png"));
    const before = pictureOf((await set(here, here.one, ana, first)).body);
    assertEquals((await set(here, here.one, ana, first)).status, 404, "it is taken");
    const second = await uploaded(here, here.one, ana, withSecrets("image/jpeg", 1));
    const tag = pictureOf((await set(here, here.one, ana, second)).body);
    assert(tag && tag !== before, "another address");
    assertEquals((await here.ask(here.one, ana, "GET", addressOf(ana, before))).status, 404);
    await here.pass(60_000);
    assertEquals(await rowsOf(here, first), []);
    await here.pass(2 * 60 * 60_000);
    assertEquals((await here.ask(here.one, ana, "GET", addressOf(ana, tag))).status, 200, "kept");
    assertEquals(pictureOf((await set(here, here.one, ana, null)).body), undefined);
    assertEquals((await here.ask(here.one, ana, "GET", addressOf(ana, tag))).status, 404);
    await here.pass(60_000);
    assertEquals(await rowsOf(here, second), []);
  },
);

communityTest(
  "pictures - N8: what is none, too large, or of somebody else is refused",
  1,
  async (here) => {
    const [ana, ben] = [await here.person("ana"), await here.person("ben")];
    const guest = await here.person("gil", "guest");
    const own = await uploaded(here, here.one, ana, picture("image/png"));
    const of = async (who: Somebody, file: string) => {
      const { status, body } = await set(here, here.one, who, file);
      return [status, body.code];
    };
    const gif = await uploaded(here, here.one, ana, picture("image/gif"));
    const text = await uploaded(here, here.one, ana, noise(100));
    const large = await uploaded(here, here.one, ana, noise(300_000));
    for (const file of [gif, text, large]) assertEquals(await of(ana, file), [400, "invalid"]);
    assertEquals(await of(ben, own), [404, "unknown-message"]);
    assertEquals(await of(guest, await uploaded(here, here.one, guest, picture("image/png"))), [
      403,
      "forbidden",
    ]);
    const { chat } = here.one.instance;
    const sent = { conversation: GENERAL, id: crypto.randomUUID(), text: "", after: 0 };
    await here.settled(chat.post(ana.actor, { ...sent, files: [{ id: own }] }));
    assertEquals(await of(ana, own), [404, "unknown-message"], "it is in a message");
  },
);

communityTest(
  "pictures - N8: with the account, the picture goes; a new name leaves it",
  2,
  async (here) => {
    const [ana, ben] = [await here.person("ana"), await here.person("ben")];
    const file = await uploaded(here, here.one, ana, picture("image/png"));
    const tag = pictureOf((await set(here, here.one, ana, file)).body);
    await here.api(here.one, ana, "PATCH", "/me", { name: "anaïs" });
    await here.pass(1_000);
    const { chat } = here.two.instance;
    const profile = async () =>
      (await here.settled(chat.profiles(ben.actor, [ana.actor.user.id])))[ana.actor.user.id];
    assertEquals((await profile())?.picture, tag);
    const gone = await here.api(here.two, ana, "DELETE", "/me", { password: "correct horse" });
    assertEquals(gone.status, 204);
    await here.pass(60_000);
    assertEquals((await profile())?.picture, undefined);
    assertEquals((await here.ask(here.one, ben, "GET", addressOf(ana, tag))).status, 404);
    assertEquals(await rowsOf(here, file), []);
  },
);

communityTest(
  "pictures - N8: the community's stands at the door for everybody, with a line in the journal",
  2,
  async (here) => {
    const [ada, ben] = [await here.person("ada", "administrator"), await here.person("ben")];
    const change = (who: Somebody, file: string | null) =>
      here.api(here.one, who, "PUT", "/admin/community/picture", { file });
    assertEquals((await change(ben, null)).status, 403);
    const file = await uploaded(here, here.one, ada, picture("image/png"));
    const tag = String((await change(ada, file)).body.picture);
    await here.pass(5_000);
    const stranger = { address: "198.51.100.1" };
    const shown = await here.api(here.two, stranger, "GET", "/community");
    assertEquals(shown.body.picture, tag);
    const read = await here.ask(here.two, stranger, "GET", `/files/community/${tag}`);
    assertEquals([read.status, read.headers.get("cache-control")], [
      200,
      "public, max-age=31536000, immutable",
    ]);
    const { entries } = await here.settled(
      here.one.instance.administration.readAuditLog(ada.actor, { limit: 1 }),
    );
    assertEquals(entries.map(({ act, what }) => [act, what]), [["profile", "picture"]]);
    assertEquals((await change(ada, null)).body.picture, undefined);
    await here.pass(60_000);
    assertEquals((await here.ask(here.two, ben, "GET", `/files/community/${tag}`)).status, 404);
    assertEquals(await rowsOf(here, file), []);
  },
);
