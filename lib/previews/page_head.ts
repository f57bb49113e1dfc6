// What a page says of itself in its head: by Open Graph, for Twitter, or by its title.
import { Tokenizer } from "htmlparser2";
import { isBlank } from "../text/message_text.ts";

/** What was found, as it is written; addresses as the page has them. */
export interface PageHead {
  title?: string;
  description?: string;
  site?: string;
  picture?: string;
  alt?: string;
  /** Where it says more of itself as oEmbed does, in JSON. */
  oembed?: string;
  /** What its addresses are relative to, in place of its own. */
  base?: string;
}

/** A value is read up to so many UTF-16 units: an address may be long. */
const VALUE_LENGTH = 4_096;

/** Names of `<meta>`, the best first. */
const NAMES = {
  title: ["og:title", "twitter:title"],
  description: ["og:description", "twitter:description", "description"],
  site: ["og:site_name", "application-name"],
  picture: [
    "og:image:secure_url",
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
  ],
  alt: ["og:image:alt", "twitter:image:alt"],
} as const;

/** Reads a head in one pass over the page, whatever the page is; stops where its body begins. */
export function readPageHead(html: string): PageHead {
  const scanner = new HeadScanner(html);
  scanner.run();
  const { said, links } = scanner;
  const head: PageHead = { ...links };
  for (const [part, names] of Object.entries(NAMES) as [keyof typeof NAMES, readonly string[]][]) {
    const found = names.map((name) => said.get(name)).find((one) => one !== undefined);
    if (found !== undefined) head[part] = found;
  }
  const title = head.title ?? said.get("title");
  return { ...head, ...(title !== undefined && { title }) };
}

/** Tells what the elements of a head have: a `Tokenizer` knows no nesting, so nothing grows with it. */
class HeadScanner {
  /** By its name in lower case; the first of a name counts. `title`: the text of that element. */
  readonly said = new Map<string, string>();
  readonly links: Pick<PageHead, "oembed" | "base"> = {};
  readonly #tokenizer: Tokenizer;
  #element = "";
  #attributes = new Map<string, string>();
  #name = "";
  #value = "";
  #title: string | undefined;

  constructor(private readonly html: string) {
    const ignore = () => {};
    this.#tokenizer = new Tokenizer({ decodeEntities: true }, {
      onopentagname: (start, end) => this.#open(this.#slice(start, end)),
      onattribname: (start, end) => this.#begin(this.#slice(start, end)),
      onattribdata: (start, end) => this.#add(this.#slice(start, end)),
      onattribentity: (point) => this.#add(String.fromCodePoint(point)),
      onattribend: () => this.#end(),
      onopentagend: () => this.#opened(),
      onselfclosingtag: () => this.#opened(),
      onclosetag: (start, end) => this.#close(this.#slice(start, end)),
      ontext: (start, end) => this.#text(this.#slice(start, end)),
      ontextentity: (point) => this.#text(String.fromCodePoint(point)),
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    });
  }

  run(): void {
    this.#tokenizer.write(this.html);
    this.#tokenizer.end();
  }

  #slice(start: number, end: number): string {
    return this.html.slice(start, Math.min(end, start + VALUE_LENGTH));
  }

  #open(name: string): void {
    this.#element = name.toLowerCase();
    this.#attributes = new Map();
    if (this.#element === "body") this.#tokenizer.pause();
  }

  #begin(name: string): void {
    this.#name = isRead(this.#element) ? name.toLowerCase() : "";
    this.#value = "";
  }

  #add(part: string): void {
    if (this.#name === "" || this.#value.length >= VALUE_LENGTH) return;
    this.#value += part;
  }

  #end(): void {
    if (ATTRIBUTES.has(this.#name) && !this.#attributes.has(this.#name)) {
      this.#attributes.set(this.#name, this.#value);
    }
  }

  #opened(): void {
    const of = (name: string) => this.#attributes.get(name)?.trim() ?? "";
    switch (this.#element) {
      case "title":
        if (!this.said.has("title")) this.#title = "";
        return;
      case "base":
        if (of("href") !== "") this.links.base ??= of("href");
        return;
      case "meta":
        for (const name of [of("property"), of("name")]) {
          this.#say(name.toLowerCase(), of("content"));
        }
        return;
      case "link":
        if (isOembed(of("rel"), of("type")) && of("href") !== "") this.links.oembed ??= of("href");
    }
  }

  #text(part: string): void {
    if (this.#title !== undefined && this.#title.length < VALUE_LENGTH) this.#title += part;
  }

  #close(name: string): void {
    if (this.#title === undefined || name.toLowerCase() !== "title") return;
    this.#say("title", this.#title);
    this.#title = undefined;
  }

  #say(name: string, value: string): void {
    if (name !== "" && !isBlank(value) && !this.said.has(name)) this.said.set(name, value);
  }
}

const READ: ReadonlySet<string> = new Set(["meta", "link", "base"]);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  ["property", "name", "content", "rel", "type", "href"],
);

function isRead(element: string): boolean {
  return READ.has(element);
}

function isOembed(rel: string, type: string): boolean {
  return type.toLowerCase() === "application/json+oembed" &&
    rel.toLowerCase().split(/\s/).some((one) => one === "alternate" || one === "alternative");
}
