import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { looksReserved, nameSkeletons } from "../../../lib/store/people/name_skeleton.ts";
import { nameProblem } from "../../../lib/protocol/names.ts";

const alike = (one: string, other: string) =>
  nameSkeletons(one).some((claimed) => nameSkeletons(other).includes(claimed));

Deno.test("name skeletons - different names stay apart", () => {
  for (const [one, other] of [["zed", "zoe"], ["Ana", "Hanna"], ["José", "Jose"], ["王", "玉"]]) {
    assert(!alike(one as string, other as string), `${one} ${other}`);
  }
});

Deno.test("name skeletons - what looks alike agrees, in every case", () => {
  const pairs = [
    ["paul", "pаul"], // Cyrillic а
    ["PАUL", "paul"],
    ["Ian", "lan"],
    ["іan", "Ian"], // Cyrillic і
    ["sam0", "samO"],
    ["Kim", "Kirn"],
    ["𝓏𝑒𝒹", "zed"],
    ["ᑲob", "bob"], // Canadian syllabics, since Unicode 11
    ["pa\u{034F}ul", "paul"], // combining grapheme joiner: it draws nothing
  ];
  for (const [one, other] of pairs) {
    assert(alike(one as string, other as string), `${one} ${other}`);
  }
});

Deno.test("name skeletons - signs and spaces around words and between them tell nobody apart (N2)", () => {
  const pairs = [
    ["Moussa Diop", "Moussa Diop."],
    ["Moussa Diop", "Moussa-Diop"],
    ["Moussa Diop", "moussa_diop"],
    ["Moussa Diop", "MoussaDiop"],
    ["Moussa Diop", "“Moussa, Diop”"],
    ["Moussa Diop", "Moussa Diop’"],
    ["Moussa Diop", "Moussa Diop´"],
    ["Moussa Diop", "Moussa — Diop"],
    ["Ian", "lan."],
    ["Awa", "·Awa·"],
    ["J.-P. Sow", "JP Sow"],
    ["Jean-Luc", "Jean Luc"],
    ["O’Neil", "O'Neil."],
    ["O’Neil", "Oʼneil"],
    ["田中太郎", "田中・太郎"],
    ["王小明", "王小明。"],
    ["محمد", "محـمد"], // drawn longer
    ["नूर", "नूर।"],
    ["שרה", "״שרה״"],
    ["^^", "^^"],
  ];
  for (const [one, other] of pairs) {
    assert(alike(one as string, other as string), `${one} ${other}`);
  }
});

Deno.test("name skeletons - what people are honestly called stays apart (N2)", () => {
  const pairs = [
    ["O’Neil", "ONeil"],
    ["D'Angelo", "Dangelo"],
    ["N’Diaye", "Ndiaye"],
    ["Anna 1.1", "Anna 11"],
    ["Moussa Diop", "Moussa Diopp"],
    ["Noor 🌱", "Noor"],
    ["👍🏽", "👍🏿"],
    ["C++", "C"],
    ["^^", "~"],
  ];
  for (const [one, other] of pairs) {
    assert(!alike(one as string, other as string), `${one} ${other}`);
  }
});

Deno.test("name skeletons - a look-alike of a reserved name is reserved", () => {
  assertEquals(looksReserved("adele"), false);
  assertEquals(looksReserved("аdmin"), true); // Cyrillic а
  assertEquals(looksReserved("pa1abre"), true);
});

Deno.test("name skeletons - signs, marks, numbers and other alphabets hide no reserved name", () => {
  const free = [
    "Adele",
    "Modesta",
    "Serveria",
    "Sam 2",
    "Ada Minh",
    "Guestave",
    "Eve",
    "李小龍",
    "7",
    "Youssef",
    "Tuğba",
  ];
  for (const name of free) assertEquals(looksReserved(name), false, name);
  const taken = [
    ...["Admin.", "ᴀᴅᴍɪɴ", "a d m i n", "Admin 2", "★admin★", "ádmin", "🅐🅓🅜🅘🅝", "ⓐⓓⓜⓘⓝ", "admin99"],
    ...[
      "moderator",
      "Modérateur",
      "MODERADORA",
      "someone who left",
      "Someone-Who-Left…",
      "mоderator",
    ],
    ...[
      "quelqu’un qui est parti",
      "quelqu'un qui est parti",
      "alguien que se fue",
      "Système",
    ],
    ...["you", "YOU.", "Vous", "Tú", "deleted", "Deleted ✗", "supprimé", "eliminada"],
    ...["adm1n", "rnoderator", "𝐒𝐲𝐬𝐭𝐞𝐦"],
  ];
  for (const name of taken) assertEquals(looksReserved(name), true, name);
});

Deno.test("name skeletons - of any allowed name fit into a key of the store", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 32 }), (name) => {
    if (nameProblem(name)) return;
    for (const claimed of nameSkeletons(name)) {
      assert(new TextEncoder().encode(claimed).length < 1800); // a key holds 2 KiB
    }
  }));
});
