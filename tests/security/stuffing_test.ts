// What somebody tries with what they have caught, bought or guess: each is good once, over all instances
// together, and guesses are few, wherever they are made.
import { assert, assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import { makePasskey } from "../support/authenticator.ts";
import { codeOf } from "../support/authenticator_app.ts";
import { Community, communityTest, PASSWORD, type Place } from "../support/community.ts";
import { type KvCall, WatchedKv } from "../support/watched_kv.ts";

/** Where the API of the community is, as a page of it says. */
const SITE = { origin: "http://chat.test", name: "Palabre" };
const STEP_MS = 30_000;
const MINUTE_MS = 60_000;

let asked = 0;
/** An address that nobody asked from. */
const elsewhere = () => `203.0.${++asked >> 8}.${asked & 255}`;

const post = (here: Community, place: Place, path: string, json: object, address = elsewhere()) =>
  here.api(place, { address }, "POST", path, json);

/** How many ask at once. */
const CROWD = 4;

/** A test with two instances; `race` asks both of them twice at once. */
function raceTest(
  name: string,
  run: (here: Community, race: typeof Race.prototype.run) => Promise<void>,
) {
  Deno.test(name, async () => {
    const here = await Community.of(0);
    const race = new Race(here);
    for (const instance of ["one", "two"]) await here.open(instance);
    await here.pass(5_000);
    try {
      await run(here, race.run.bind(race));
    } finally {
      await here.close();
    }
  });
}

class Race {
  #table: unknown;
  #waiting: Array<() => void> = [];

  constructor(private readonly here: Community) {
    here.through = (kv) => {
      const watched = new WatchedKv(kv);
      watched.before = (call) => this.#meet(call);
      return watched;
    };
  }

  /**
   * Asks, and gives the statuses of the answers, the lowest first. No commit that changes a row of the
   * table of `key` is made before all are about to make theirs.
   */
  async run(
    [table]: readonly unknown[],
    ask: (place: Place, n: number) => ReturnType<typeof post>,
  ): Promise<number[]> {
    this.#table = table;
    const { one, two } = this.here;
    const answers = await Promise.all([one, two, one, two].map(ask));
    assertEquals(this.#table, undefined, "they met");
    return answers.map(({ status }) => status).sort();
  }

  async #meet(call: KvCall): Promise<void> {
    const isIt = call.call === "commit" &&
      call.mutations.some(({ key }) => key[0] === this.#table);
    if (!isIt) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length < CROWD) return;
      this.#table = undefined;
      for (const go of this.#waiting.splice(0)) go();
    });
  }
}

/** A member with a second factor, whose password is known to whoever tries. */
async function withFactor(here: Community, name: string) {
  const { identity } = here.one.instance;
  const { actor } = await here.person(name);
  const { key } = await here.settled(identity.proposeSecondFactor(actor, PASSWORD, "Baobab"));
  const first = codeOf(key, here.clock.now());
  const recovery = await here.settled(identity.confirmSecondFactor(actor, first));
  await here.pass(STEP_MS);
  const code = (at = here.clock.now()) => codeOf(key, at);

  /** A sign-in that waits for its second step. */
  async function ticket(): Promise<string> {
    const { status, body } = await post(here, here.one, "/sessions", { name, password: PASSWORD });
    assertEquals(status, 401);
    return String(body.ticket);
  }
  const tickets = async (count: number) => {
    const made: string[] = [];
    for (let n = 0; n < count; n++) made.push(await ticket());
    return made;
  };
  return {
    recovery,
    code,
    ticket,
    tickets,
    wrong: () => code() === "000000" ? "1".repeat(6) : "000000",
  };
}

const step = (here: Community, place: Place, ticket = "", code = "", address = elsewhere()) =>
  post(here, place, "/sessions/second-factor", { ticket, code }, address);

raceTest("replay - what a passkey signed lets in once, of two instances", async (here, race) => {
  const { identity } = here.one.instance;
  const zed = await here.person("zed");
  const options = await here.settled(identity.beginPasskey(zed.actor, SITE, PASSWORD));
  const passkey = await makePasskey(options, SITE);
  const wish = { response: passkey.response, name: "Phone" };
  await here.settled(identity.addPasskey(zed.actor, SITE, wish));
  const signed = async (path: string, json: object, who: { address: string; token?: string }) => {
    const { body } = await here.api(here.one, who, "POST", path, json);
    return await passkey.sign(body.options as { challenge: string }, SITE);
  };
  const response = await signed("/sessions/passkey/options", {}, { address: elsewhere() });
  const enter = (place: Place) => post(here, place, "/sessions/passkey", { response });
  assertEquals(await race(keys.passkeyChallenge(""), enter), [201, 403, 403, 403]);
  await here.pass(MINUTE_MS);
  for (const place of here.places) assertEquals((await enter(place)).status, 403);

  // What was signed for an act opens no door, and does its act once.
  const proof = await signed("/me/proofs", { act: "token" }, zed);
  assertEquals((await post(here, here.two, "/sessions/passkey", { response: proof })).status, 403);
  const act = (place: Place) =>
    here.api(place, zed, "POST", "/me/tokens", { name: "IRC", signed: proof });
  assertEquals(await race(keys.passkeyChallenge(""), act), [201, 403, 403, 403]);
  for (const place of here.places) assertEquals((await act(place)).status, 403);
});

raceTest("reuse - a code lets in once for its step, of two instances", async (here, race) => {
  const zed = await withFactor(here, "zed");
  const tickets = await zed.tickets(4);
  const code = zed.code();
  const enter = (place: Place, n: number) => step(here, place, tickets[n], code);
  assertEquals(await race(keys.secondFactor(""), enter), [201, 403, 403, 403]);
  await here.pass(STEP_MS); // it would still count beside the step of now
  assertEquals((await step(here, here.two, await zed.ticket(), code)).status, 403);
  assertEquals((await step(here, here.two, await zed.ticket(), zed.code())).status, 201);
});

raceTest("reuse - a recovery code lets in once, of two instances", async (here, race) => {
  const zed = await withFactor(here, "zed");
  const tickets = await zed.tickets(4);
  const [code = ""] = zed.recovery;
  const enter = (place: Place, n: number) => step(here, place, tickets[n], code);
  assertEquals(await race(keys.secondFactor(""), enter), [201, 403, 403, 403]);
});

raceTest(
  "reuse - a ticket lets in once, by whichever codes, of two instances",
  async (here, race) => {
    const zed = await withFactor(here, "zed");
    const ticket = await zed.ticket();
    const enter = (place: Place, n: number) => step(here, place, ticket, zed.recovery[n]);
    assertEquals(await race(keys.secondFactor(""), enter), [201, 403, 403, 403]);
  },
);

communityTest(
  "stuffing - codes are guessed at ten times, and fifty a day, at both instances",
  2,
  async (here) => {
    const zed = await withFactor(here, "zed");
    const places = [here.one, here.two];
    let guesses = 0;
    for (let quarter = 0; quarter < 5; quarter++) {
      for (const ticket of await zed.tickets(10)) {
        const place = places[++guesses % 2]!;
        assertEquals((await step(here, place, ticket, zed.wrong())).status, 403, `${guesses}`);
      }
      for (const place of places) {
        const ticket = await zed.ticket();
        const refused = await step(here, place, ticket, zed.code());
        assertEquals(refused.status, 429, "the good one, too");
        assert(refused.headers.get("retry-after"));
      }
      await here.pass(15 * MINUTE_MS);
    }
    const late = await step(here, here.one, await zed.ticket(), zed.code());
    assertEquals(late.status, 429, "fifty a day");
    assert(Number(late.headers.get("retry-after")) > 60 * 60);
  },
);

communityTest("stuffing - one password over many names ends with the address", 2, async (here) => {
  const zed = await here.person("zed");
  const places = [here.one, here.two];
  const address = "198.51.100.7";
  const spray = (n: number) =>
    post(here, places[n % 2]!, "/sessions", { name: `name ${n}`, password: PASSWORD }, address);
  for (let n = 0; n < 50; n++) assertEquals((await spray(n)).status, 401, `${n}`);
  for (const place of places) {
    const own = { name: "zed", password: PASSWORD };
    assertEquals((await post(here, place, "/sessions", own, address)).status, 429);
  }
  const own = { name: "zed", password: PASSWORD };
  assertEquals((await post(here, here.two, "/sessions", own)).status, 201, "from elsewhere");
  assertEquals((await here.api(here.two, zed, "GET", "/me")).status, 200, "who is in stays in");
});

communityTest(
  "stuffing - codes of one are worth nothing for another whose password is known",
  2,
  async (here) => {
    const [zed, yan] = [await withFactor(here, "zed"), await withFactor(here, "yan")];
    const address = "198.51.100.8";
    for (const [who, other] of [[zed, yan], [yan, zed]] as const) {
      const ticket = await who.ticket();
      for (const code of [who.wrong(), other.recovery[0], other.code()]) {
        if (code === who.code()) continue;
        assertEquals((await step(here, here.two, ticket, code, address)).status, 403);
      }
      assertEquals((await step(here, here.one, ticket, who.code(), address)).status, 201);
    }
  },
);
