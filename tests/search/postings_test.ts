import { assert, assertEquals } from "@std/assert";
import {
  addMessage,
  compareTerms,
  decodeRow,
  encodeRows,
  findInRow,
  mergeRows,
  type Postings,
} from "../../lib/search/postings.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { NewTerms } from "../../lib/search/new_terms.ts";
import { inEachLookup, seqsIn } from "../../lib/search/stored_lists.ts";
import { filterOf } from "../../lib/search/term_cursor.ts";
import { filterHash, mayHave } from "../../lib/search/term_filter.ts";
import { SeededRandom } from "../support/seeded_random.ts";

const LETTERS = ["a", "b", "é", "水", "ポ", "ก", "\ue001", "𠮷", "\u0001"];

function randomTerm(random: SeededRandom): string {
  const length = 1 + Math.floor(random.fraction() * 7);
  return Array.from({ length }, () => LETTERS[Math.floor(random.fraction() * LETTERS.length)] ?? "")
    .join("");
}

/** Terms of messages with seqs above one, each some of them. */
function randomPostings(random: SeededRandom, above: number): Postings {
  const postings: Postings = new Map();
  for (let n = 0; n < 3_000; n++) {
    const seqs = new Set<number>();
    for (let one = 0; one < 1 + random.fraction() * 4; one++) {
      seqs.add(above + 1 + Math.floor(random.fraction() * 900));
    }
    postings.set(randomTerm(random), [...seqs].sort((a, b) => a - b));
  }
  return postings;
}

function inOrder(postings: Postings) {
  return [...postings].sort(([a], [b]) => compareTerms(a, b));
}

Deno.test("search postings - merged by their bytes, hold what each of them holds, in order", () => {
  for (let seed = 1; seed <= 3; seed++) {
    const random = new SeededRandom(seed);
    const all: Postings = new Map();
    const parts = [0, 1_000, 70_000].map((above) => {
      const postings = randomPostings(random, above);
      for (const [term, seqs] of postings) all.set(term, [...all.get(term) ?? [], ...seqs]);
      const { rows } = encodeRows(postings, above + 1);
      assert(rows.length > 1, "terms in several rows");
      return { rows: rows.map(({ bytes }) => bytes), base: above + 1 };
    });
    const merged = mergeRows(parts);
    const held: Postings = new Map();
    for (const { bytes } of merged.rows) decodeRow(bytes, 1, held);
    assertEquals([...held], inOrder(all));
    assertEquals(merged, encodeRows(all, 1), "as if it had been written at once");
  }
});

const WORDS = [
  ...[
    "Pump",
    "pump",
    "PUMPS",
    "42",
    "straße",
    "Strasse",
    "ILGIN",
    "ılgın",
    "œuvre",
    "déjà",
    "水を止める",
  ],
  "ポンプ",
  "น้ำรั่ว",
  "수도꼭지",
  "مَضَخَّة",
  "𠮷野家",
  "a".repeat(60),
  "é".repeat(60),
  "😀",
  "…",
  "x",
  ...[
    "pumpen",
    "pumpe",
    "pump1",
    "pump0",
    "pum",
    "https://pump.example/leak",
    "\u0001b",
    "sous-sol",
  ],
];

function randomMessages(random: SeededRandom, count: number): MessageEvent[] {
  const any = <T>(of: readonly T[]) => of[Math.floor(random.fraction() * of.length)] as T;
  let seq = 1_000 * Math.floor(random.fraction() * 100);
  return Array.from({ length: count }, () => {
    seq += 1 + Math.floor(random.fraction() * 3);
    const words = Array.from(
      { length: Math.floor(random.fraction() * 12) },
      () =>
        random.fraction() < 0.6
          ? any(WORDS)
          : `${any(WORDS)}${Math.floor(random.fraction() * 900)}`,
    );
    return {
      kind: "message",
      id: `m${seq}`,
      seq,
      at: seq,
      by: any(["ana", "bela", "Çelik"]),
      text: words.join(any([" ", ", ", "-"])),
      ...(random.fraction() < 0.1 && { thread: 1 }),
      ...(random.fraction() < 0.1 && { deletedAt: seq }),
    };
  });
}

Deno.test("search postings - of new messages, made of bytes, are those made of strings (S1, S3)", () => {
  const terms = new NewTerms();
  for (let seed = 1; seed <= 40; seed++) {
    const random = new SeededRandom(seed);
    const messages = randomMessages(random, 1 + Math.floor(random.fraction() * (seed % 8) * 90));
    const postings: Postings = new Map();
    for (const message of messages) {
      terms.add(message);
      addMessage(postings, message);
    }
    const base = messages.find(({ deletedAt }) => deletedAt === undefined)?.seq ?? 0;
    assertEquals(terms.rows(), encodeRows(postings, base), `seed ${seed}`);
  }
});

Deno.test("search postings - what fits into one row is one, found and merged as several are", () => {
  const random = new SeededRandom(11);
  const messages = randomMessages(random, 1_100);
  const parts = [messages.slice(0, 500), messages.slice(500)].map((some) => {
    const terms = new NewTerms();
    for (const message of some) terms.add(message);
    const { rows, filter } = terms.rows();
    const [{ bytes } = { bytes: new Uint8Array() }] = rows;
    assertEquals([rows.length, filter], [1, undefined]);
    assert(bytes.length > 8 * 1024, `${bytes.length} bytes in one row`);
    return { rows: [bytes], base: some.find((one) => one.deletedAt === undefined)?.seq ?? 0 };
  });
  const postings: Postings = new Map();
  for (const message of messages) addMessage(postings, message);
  const held: Postings = new Map();
  for (const { rows: [bytes], base } of parts) decodeRow(bytes ?? new Uint8Array(), base, held);
  assertEquals(inOrder(held), inOrder(postings));
  for (const [term, seqs] of postings) {
    const letters = new TextEncoder().encode(term);
    const found = parts.flatMap(({ rows: [bytes], base }) =>
      findInRow(bytes ?? new Uint8Array(), { letters, prefix: false })
        .flatMap((list) => seqsIn(list, base))
    );
    assertEquals(found, seqs, term);
  }
  assertEquals(mergeRows(parts), encodeRows(postings, parts[0]?.base ?? 0));
});

Deno.test("search postings - a filter denies nothing that is there, and most of what is not", () => {
  const random = new SeededRandom(4);
  const postings = randomPostings(random, 0);
  const { rows, filter } = encodeRows(postings, 1);
  assert(filter);
  for (const made of [filter, filterOf(rows.map(({ bytes }) => bytes))]) {
    for (const term of postings.keys()) {
      const letters = [...term];
      for (let length = 1; length <= letters.length; length++) {
        const hash = filterHash(letters.slice(0, length).join(""), true);
        assert(hash === undefined || mayHave(made, hash), `what begins like ${term}`);
      }
      assert(mayHave(made, filterHash(term, false) ?? 0), term);
    }
  }
  const absent = Array.from({ length: 2_000 }, (_, n) => `absent${n}`);
  const passed = absent.filter((term) => mayHave(filter, filterHash(term, false) ?? 0));
  assert(passed.length < 80, `${passed.length} of 2,000 passed`);
});

Deno.test("search postings - a term is found in its row, alone or with all that begin so", () => {
  const random = new SeededRandom(5);
  const postings = randomPostings(random, 0);
  const { rows } = encodeRows(postings, 1);
  const found = (term: string, prefix: boolean) =>
    rows.flatMap(({ bytes }) =>
      findInRow(bytes, { letters: new TextEncoder().encode(term), prefix })
        .map((list) => seqsIn(list, 1))
    );
  for (let n = 0; n < 300; n++) {
    const term = randomTerm(random);
    assertEquals(found(term, false), postings.has(term) ? [postings.get(term)] : []);
    const begun = inOrder(postings).filter(([one]) => one.startsWith(term)).map(([, seqs]) => seqs);
    assertEquals(found(term, true), begun, term);
  }
});

Deno.test("search postings - what stands in a list of each lookup is found, whichever is the shortest", () => {
  const random = new SeededRandom(4);
  const postings = randomPostings(random, 0);
  const { rows } = encodeRows(postings, 1);
  const listsOf = (term: string, prefix: boolean) =>
    rows.flatMap(({ bytes }) =>
      findInRow(bytes, { letters: new TextEncoder().encode(term), prefix })
    );
  let found = 0;
  for (let n = 0; n < 500; n++) {
    const asked = Array.from({ length: 1 + n % 3 }, () => LETTERS[n % 2 + 3 * (n % 3)] ?? "")
      .map((letter) => ({
        term: [...randomTerm(random)].slice(0, 2).join("") || letter,
        prefix: n % 5 < 4,
      }));
    const seqsOf = ({ term, prefix }: (typeof asked)[number]) =>
      new Set(
        [...postings].flatMap(([one, seqs]) =>
          (prefix ? one.startsWith(term) : one === term) ? seqs : []
        ),
      );
    const expected = [...asked.map(seqsOf).reduce((a, b) => a.intersection(b))]
      .sort((a, b) => a - b);
    const lookups = asked.map(({ term, prefix }) => listsOf(term, prefix));
    assertEquals(inEachLookup(lookups, 1), expected, JSON.stringify(asked));
    found += expected.length;
  }
  assert(found > 1_000, `${found}`);
});
