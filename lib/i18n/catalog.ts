import type { en } from "./catalogs/en.ts";

/** The English words of the pages that everyone sees. */
export type English = typeof en;

/** Names a text of the interface. */
export type Key = keyof English;

/** A text that depends on a number; a language may have more forms than these two. */
export interface PluralForms {
  one: string;
  other: string;
  few?: string;
  many?: string;
}

/** The words of one language for the English `E`: every key, plural where it is plural. */
export type CatalogOf<E> = { [K in keyof E]: E[K] extends string ? string : PluralForms };

/** The words of the pages that everyone sees, in one language. */
export type Catalog = CatalogOf<English>;

type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type TextOf<T> = T extends string ? T : T extends { other: infer S extends string } ? S : never;

/** What the text `K` is filled with; `count` is a number and chooses the plural form. */
export type Values<K extends keyof E, V = string, E = English> = {
  [P in Placeholders<TextOf<E[K]>>]: P extends "count" ? number : V | string;
};

/** The arguments after a key: none where the text has no placeholder. */
export type ValuesOf<K extends keyof E, V = string, E = English> = [keyof Values<K, V, E>] extends
  [never] ? []
  : [values: Values<K, V, E>];

/** Names a text that is said as it stands: without placeholders. */
export type PlainKey = {
  [K in Key]: [keyof Values<K, string, English>] extends [never] ? K : never;
}[Key];
