import type { en } from "./catalogs/en.ts";

/** Names a text of the interface. */
export type Key = keyof typeof en;

/** A text that depends on a number; a language may have more forms than these two. */
export interface PluralForms {
  one: string;
  other: string;
  few?: string;
  many?: string;
}

/** The words of one language: every key of the English ones, plural where they are plural. */
export type Catalog = { [K in Key]: (typeof en)[K] extends string ? string : PluralForms };

type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type English<K extends Key> = (typeof en)[K] extends string ? (typeof en)[K]
  : (typeof en)[K] extends { other: infer S extends string } ? S
  : never;

/** What the text `K` is filled with; `count` is a number and chooses the plural form. */
export type Values<K extends Key, V = string> = {
  [P in Placeholders<English<K>>]: P extends "count" ? number : V | string;
};

/** The arguments after a key: none where the text has no placeholder. */
export type ValuesOf<K extends Key, V = string> = [keyof Values<K>] extends [never] ? []
  : [values: Values<K, V>];
