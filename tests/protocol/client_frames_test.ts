import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import * as v from "valibot";
import { clientFrames, readClientFrame } from "../../lib/protocol/client_frames.ts";

const ID = "0b9f3c5e-5a55-4d4a-8f7e-2f6a3b1c0d9e";

Deno.test("client frames - a `send` is read as its schema says, whatever it holds (T4)", () => {
  const number = fc.oneof(fc.nat(), fc.constantFrom(-1, 1.5, null, "1", 2 ** 53, undefined));
  const text = fc.oneof(fc.string(), fc.constantFrom("", null, 7, "x".repeat(101), undefined));
  const send = fc.record({
    type: fc.constant("send"),
    ref: number,
    conversation: text,
    to: fc.option(text, { nil: undefined }),
    id: fc.oneof(fc.uuid(), fc.constantFrom(ID.toUpperCase(), "no id", ID + " ", 5, undefined)),
    text: fc.oneof(text, fc.constantFrom("x".repeat(64 * 1024), "x".repeat(64 * 1024 + 1))),
    after: fc.option(number, { nil: undefined }),
    replyTo: fc.option(number, { nil: undefined }),
    draft: fc.oneof(fc.boolean(), fc.constantFrom(undefined, 1, -1)),
    extra: fc.option(text, { nil: undefined }),
  }, { requiredKeys: ["type"] });
  const taken = { frame: 0, invalid: 0 };
  fc.assert(
    fc.property(send, (frame) => {
      const value: unknown = JSON.parse(JSON.stringify(frame));
      const expected = v.safeParse(clientFrames.send, value);
      const read = readClientFrame(JSON.stringify(frame));
      if (!expected.success) {
        taken.invalid++;
        return assertEquals(read.is, "invalid");
      }
      taken.frame++;
      assertEquals(read, { is: "frame", frame: expected.output });
    }),
    { numRuns: 3_000 },
  );
  assert(taken.frame > 0 && taken.invalid > 0);
});

Deno.test("client frames - what most messages are is read without the schema, and no less strictly", () => {
  const plain = {
    type: "send" as const,
    ref: 3,
    conversation: "general",
    id: ID,
    text: "hello",
    after: 7,
  };
  assertEquals(readClientFrame(JSON.stringify(plain)), { is: "frame", frame: plain });
  const refused = { ref: -1, conversation: "", id: ID.slice(1), text: 5, after: 0.5 };
  for (const [field, value] of Object.entries(refused)) {
    const read = readClientFrame(JSON.stringify({ ...plain, [field]: value }));
    assertEquals(read.is === "invalid" && read.field, field);
  }
});

Deno.test("client frames - what a person types is left to the rules, which say in words what it may be", () => {
  const long = "x".repeat(5_000);
  const id = "2cbf1b6e-1d5c-4f64-9d1d-0b7c8f7d7c11";
  const typed: Record<string, object> = {
    open: { with: long },
    create: { name: long, title: long, topic: long },
    join: { room: long },
    invite: { conversation: "general", user: long },
    rooms: { query: long },
    people: { query: long },
    send: { to: long, id, text: long, poll: { options: Array(30).fill(long) } },
    schedule: { to: long, id, text: long, at: 1 },
    remind: { id, at: 1, note: long },
    topic: { conversation: "general", topic: long },
    settings: { keywords: Array(300).fill(long) },
  };
  for (const [type, fields] of Object.entries(typed)) {
    const read = readClientFrame(JSON.stringify({ type, ref: 1, ...fields }));
    assertEquals(read.is, "frame", `${type}: ${JSON.stringify(read)}`);
  }
  const machine = readClientFrame(JSON.stringify({ type: "topic", ref: 1, conversation: "" }));
  assertEquals(machine, { is: "invalid", ref: 1, field: "conversation" });
});
