import { assertEquals } from "@std/assert";
import { Drafts } from "../../lib/client/drafts.ts";
import { Lost } from "../../lib/client/requests.ts";
import type { KeptDraft } from "../../lib/protocol/requests/inbox.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

/** A server that holds one person's drafts by the rules of M12, and their devices. */
class Shared {
  readonly clock = new VirtualClock();
  readonly rows = new Map<string, KeptDraft>();
  readonly written: string[] = [];
  readonly devices: Drafts[] = [];
  online = true;

  device(): Drafts {
    const drafts: Drafts = new Drafts(this.clock, {
      online: () => this.online,
      draft: (draft) => this.#write(drafts, draft),
      drafts: () => Promise.resolve({ drafts: [...this.rows.values()].filter(({ text }) => text) }),
    });
    this.devices.push(drafts);
    return drafts;
  }

  /** A message that was made of a draft is in the log. */
  send(from: Drafts, text: string): void {
    const begun = from.end("tea");
    if (begun !== undefined) {
      this.#stand({ conversation: "tea", text: "", at: this.clock.now(), begun }, from);
    }
    const event = {
      kind: "message",
      seq: 1,
      at: this.clock.now(),
      by: "me",
      id: "m",
      text,
    } as const;
    for (const device of this.devices) device.delivered("tea", [event]);
  }

  async #write(
    from: Drafts,
    { over, ...draft }: KeptDraft & { over?: number },
  ): Promise<{ draft: KeptDraft }> {
    await Promise.resolve();
    if (!this.online) throw new Lost("no connection");
    this.written.push(draft.text);
    const row = this.rows.get(draft.conversation);
    const isOver = row?.text === "" && row.begun === draft.begun;
    const isUnknown = row?.begun === draft.begun && over !== undefined && row.at !== over;
    if (!row || (row.at < draft.at && !isOver && !isUnknown)) this.#stand(draft, from);
    return { draft: this.rows.get(draft.conversation) ?? draft };
  }

  #stand(draft: KeptDraft, from: Drafts): void {
    this.rows.set(draft.conversation, draft);
    for (const device of this.devices) if (device !== from) device.receive(draft);
  }
}

const textOf = (drafts: Drafts) => drafts.known.value.get("tea")?.text ?? "";

Deno.test("drafts - typing goes to the server after 1 s, then at most once in 2 s (M12)", async () => {
  const shared = new Shared();
  const phone = shared.device();
  for (const text of ["h", "he", "hel"]) {
    phone.write("tea", text);
    await shared.clock.advance(10);
  }
  assertEquals(shared.written, [], "no single letter");
  await shared.clock.advance(1_000);
  assertEquals(shared.written, ["hel"]);
  phone.write("tea", "hello");
  await shared.clock.advance(1_000);
  assertEquals(shared.written, ["hel"]);
  await shared.clock.advance(1_000);
  assertEquals(shared.written, ["hel", "hello"]);
  await shared.clock.advance(10_000);
  assertEquals(shared.written, ["hel", "hello"], "nothing is said twice");
});

Deno.test("drafts - who turns to another device finds there all that was typed (M12)", async () => {
  const shared = new Shared();
  const [phone, desk] = [shared.device(), shared.device()];
  phone.write("tea", "shall we meet");
  phone.tell("tea");
  await shared.clock.advance(10);
  assertEquals(textOf(desk), "shall we meet");
  phone.write("tea", "shall we meet at four");
  phone.tell("tea");
  phone.tell("tea");
  await shared.clock.advance(10_000);
  assertEquals(shared.written, ["shall we meet", "shall we meet at four"], "once each");
});

Deno.test("drafts - one goes on where another device left it, and ends there when it is sent (M12)", async () => {
  const shared = new Shared();
  const [phone, desk] = [shared.device(), shared.device()];
  phone.write("tea", "shall we");
  await shared.clock.advance(2_000);
  assertEquals(textOf(desk), "shall we");
  desk.write("tea", "shall we meet");
  await shared.clock.advance(2_000);
  assertEquals([textOf(phone), phone.incoming.value?.text], ["shall we meet", "shall we meet"]);
  shared.send(desk, "shall we meet");
  assertEquals([textOf(phone), textOf(desk), phone.incoming.value?.text], ["", "", ""]);
  await shared.clock.advance(10_000);
  assertEquals(textOf(phone), "", "it does not come back");
});

Deno.test("drafts - what is typed on two devices at once stays where it was typed", async () => {
  const shared = new Shared();
  const [phone, desk] = [shared.device(), shared.device()];
  shared.online = false; // neither hears of the other
  phone.write("tea", "typed here");
  await shared.clock.advance(1);
  desk.write("tea", "typed there");
  shared.online = true;
  await Promise.all([phone.resume(), desk.resume()]);
  await shared.clock.advance(5_000);
  assertEquals([textOf(phone), textOf(desk)], ["typed here", "typed there"]);
  shared.send(desk, "typed there");
  await shared.clock.advance(5_000);
  assertEquals([textOf(phone), textOf(desk)], ["typed here", ""]);
});

Deno.test("drafts - what is typed into one draft in two places at once is never mixed (M12)", async () => {
  const shared = new Shared();
  const [left, right] = [shared.device(), shared.device()];
  left.write("tea", "d");
  left.tell("tea");
  await shared.clock.advance(10);
  assertEquals(textOf(right), "d");
  left.write("tea", "draft in tab one");
  right.write("tea", "tab two text");
  const both = ["draft in tab one", "tab two text"];
  await shared.clock.advance(20_000);
  assertEquals([textOf(left), textOf(right)], both);
  assertEquals(new Set(shared.written), new Set(["d", ...both]));
  for (const letter of "abcd") {
    left.write("tea", textOf(left) + letter);
    right.write("tea", textOf(right) + letter.toUpperCase());
    await shared.clock.advance(700);
  }
  await shared.clock.advance(20_000);
  assertEquals([textOf(left), textOf(right)], ["draft in tab oneabcd", "tab two textABCD"]);
  assertEquals([textOf(left), textOf(right)].includes(shared.rows.get("tea")?.text ?? ""), true);
  const said = shared.written.length;
  await shared.clock.advance(60_000);
  assertEquals(shared.written.length, said, "both are quiet");
  shared.send(right, textOf(right));
  await shared.clock.advance(20_000);
  assertEquals([textOf(left), textOf(right)], ["draft in tab oneabcd", ""]);
});

Deno.test("drafts - what one types on stays where the draft is sent elsewhere meanwhile (M12)", async () => {
  const shared = new Shared();
  const [phone, desk] = [shared.device(), shared.device()];
  phone.write("tea", "tea");
  await shared.clock.advance(5_000);
  desk.write("tea", "tea at four");
  shared.send(phone, "tea");
  await shared.clock.advance(5_000);
  assertEquals([textOf(phone), textOf(desk)], ["tea at four", "tea at four"]);
});

Deno.test("drafts - a device that comes back learns that its draft was sent elsewhere (M12)", async () => {
  const shared = new Shared();
  const [phone, desk] = [shared.device(), shared.device()];
  const kept = phone.write("tea", "shall we");
  await shared.clock.advance(2_000);
  shared.devices.splice(0, 1); // the phone sleeps
  shared.send(desk, "shall we");
  const again = shared.device();
  assertEquals(again.adopt("tea", kept).text, "shall we", "as it was left");
  await shared.clock.advance(100);
  assertEquals([textOf(again), again.incoming.value?.text], ["", ""]);
});

Deno.test("drafts - what was typed offline is said when one is back", async () => {
  const shared = new Shared();
  const phone = shared.device();
  shared.online = false;
  phone.write("tea", "in the tunnel");
  await shared.clock.advance(5_000);
  assertEquals(shared.written, []);
  shared.online = true;
  await phone.resume();
  await shared.clock.advance(100);
  assertEquals([shared.written, textOf(phone)], [["in the tunnel"], "in the tunnel"]);
});

Deno.test("drafts - a message of a draft that the server never had ends nothing there", async () => {
  const shared = new Shared();
  const phone = shared.device();
  assertEquals(phone.end("tea"), undefined);
  shared.online = false;
  phone.write("tea", "quick");
  assertEquals(phone.end("tea"), undefined);
  shared.online = true;
  await phone.resume();
  await shared.clock.advance(5_000);
  assertEquals(shared.written, []);
});

Deno.test("drafts - that one is over is said at once, for the page may go (M12)", async () => {
  const shared = new Shared();
  const phone = shared.device();
  phone.write("tea", "/poll Tea?");
  await shared.clock.advance(1_300);
  phone.write("tea", "/poll Tea? | Yes | No");
  await shared.clock.advance(100);
  assertEquals(shared.written, ["/poll Tea?"], "the next waits for its time");
  phone.write("tea", "");
  await shared.clock.advance(10);
  assertEquals(shared.written, ["/poll Tea?", ""]);
  phone.stop(); // the page goes
  const laptop = shared.device();
  await laptop.resume();
  assertEquals(textOf(laptop), "");
  await shared.clock.advance(10_000);
  assertEquals(shared.written.length, 2, "and not again");
});

Deno.test("drafts - one that the server held when its page went is over where it is read anew (M12)", async () => {
  const shared = new Shared();
  const before = shared.device();
  before.write("tea", "/poll Tea?");
  await shared.clock.advance(3_000);
  shared.online = false;
  const { at, begun } = before.write("tea", ""); // stored, and never said
  before.stop();
  shared.online = true;
  const after = shared.device();
  await after.resume();
  assertEquals(after.incoming.value?.text, "/poll Tea?", "the server has it still");
  assertEquals(after.adopt("tea", { text: "", at, begun }).text, "");
  assertEquals([after.incoming.value?.text, textOf(after)], ["", ""], "fields are told");
  await shared.clock.advance(3_000);
  assertEquals(shared.rows.get("tea")?.text, "");
});
