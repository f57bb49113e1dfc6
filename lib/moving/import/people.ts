// Who somebody of an export is here: an account that was named, or a placeholder that bears the name.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";
import { cleanName, nameKey } from "../../protocol/names.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import { mentionedNames } from "../../text/markup.ts";
import { withRenamedMentions } from "../../text/renamed_mentions.ts";
import { addTag } from "../../store/people/addresses.ts";
import type { User } from "../../store/people/user.ts";
import { derivedId } from "./ids.ts";
import type { Losses } from "./losses.ts";
import type { ImportedPerson } from "./rows.ts";
import type { Sink } from "./sink.ts";
import type { SourcePerson } from "./source.ts";

/** Somebody of an export, as reports have them. `messages`: what they wrote; `mail`: as the export has it. */
export interface ReportedPerson {
  key: string;
  name: string;
  user: UserId;
  placeholder: boolean;
  messages: number;
  mail?: string;
}

/** People of one import. */
export class ImportedPeople {
  readonly #known = new Map<string, ImportedPerson>();
  readonly #mails = new Map<string, string>();
  readonly #written = new Map<string, number>();
  readonly #placeholders = new Set<UserId>();
  /** By what they are called in the export; of two who are called the same, none. */
  readonly #named = new Map<string, { user: UserId; name: string } | undefined>();

  constructor(
    private readonly parts: {
      id: string;
      kv: Pick<Kv, "get" | "getMany">;
      sink: Sink;
      losses: Losses;
      now: number;
      /** Accounts by the key of somebody in the export. */
      mapping: ReadonlyMap<string, UserId>;
      /** People whose messages are left out, by their keys. */
      without?: ReadonlySet<string>;
      /** Whether a placeholder keeps the id that the export has, where nobody here has it. */
      keepsIds: boolean;
    },
  ) {}

  get size(): number {
    return this.#known.size;
  }

  /** Those who have, or had, an account here. */
  get accounts(): UserId[] {
    const here = [...this.#known.values()].filter(({ placeholder }) => !placeholder);
    return here.map(({ user }) => user);
  }

  get report(): ReportedPerson[] {
    return [...this.#known].map(([key, { user, name, placeholder = false }]) => {
      const mail = this.#mails.get(key);
      return {
        key,
        name,
        user,
        placeholder,
        messages: this.#written.get(user) ?? 0,
        ...(mail !== undefined && { mail }),
      };
    });
  }

  /** Whether somebody has an account here. */
  isHere(user: UserId): boolean {
    return !this.#placeholders.has(user);
  }

  /** Whether what they wrote is left out. */
  isLeftOut(key: string): boolean {
    return this.parts.without?.has(key) === true;
  }

  /** Counts a message of somebody here. */
  wrote(user: UserId): void {
    this.#written.set(user, (this.#written.get(user) ?? 0) + 1);
  }

  /** Takes somebody whom the export lists. */
  async list(person: SourcePerson): Promise<void> {
    if (person.mail !== undefined) this.#mails.set(person.key, person.mail);
    if (!this.isLeftOut(person.key)) await this.#add(person);
  }

  /** Known ones stay who they are. */
  async #add({ key, name }: Pick<SourcePerson, "key" | "name">): Promise<ImportedPerson> {
    const before = this.#known.get(key);
    if (before) return before;
    const { id, kv, sink, mapping, now } = this.parts;
    const row = keys.importPerson(id, key);
    const begun = (await kv.get<ImportedPerson>(row)).value;
    const person = begun ?? await this.#decide(key, name, mapping.get(key));
    if (person.placeholder) this.#placeholders.add(person.user);
    this.#known.set(key, person);
    await this.#noteName(name, person);
    if (!begun) await sink.add({ type: "set", key: row, value: person });
    if (!begun && person.placeholder) {
      // They are nobody who is here: no name is taken, and nobody signs in as them.
      const user: User = {
        id: person.user,
        name: person.name,
        role: "member",
        createdAt: now,
        goneAt: now,
        placeholder: { import: id, key },
      };
      await sink.add({ type: "set", key: keys.user(user.id), value: user }, addTag(user.id));
    }
    return person;
  }

  async #noteName(called: string, { user, name, placeholder }: ImportedPerson): Promise<void> {
    const account = placeholder ? null : (await this.parts.kv.get<User>(keys.user(user))).value;
    const key = nameKey(called);
    const isAlone = !this.#named.has(key) || this.#named.get(key)?.user === user;
    this.#named.set(key, isAlone ? { user, name: account?.name ?? name } : undefined);
  }

  /**
   * Whom a text of the export mentions (E2), and the text with the names that they have here: exports
   * write names where the chat that they come from holds ids.
   */
  mentionedIn(text: string): { text: string; mentions: UserId[] } {
    if (!text.includes("@")) return { text, mentions: [] };
    const found = new Map<string, { user: UserId; name: string }>();
    for (const name of mentionedNames(text, (name) => !!this.#named.get(nameKey(name)))) {
      found.set(name, this.#named.get(nameKey(name))!);
    }
    let here = text;
    for (const [called, { name }] of found) here = withRenamedMentions(here, called, name);
    return { text: here, mentions: [...new Set([...found.values()].map(({ user }) => user))] };
  }

  /** The id here of somebody whom the export names, whether it lists them or not. */
  async idOf(key: string, where: string, name?: string): Promise<UserId> {
    const known = this.#known.get(key);
    if (known) return known.user;
    this.parts.losses.note("no-person", `${where}: ${key}`);
    return (await this.#add({ key, name: name ?? key })).user;
  }

  /** As `idOf`, where nobody is missing. */
  known(key: string): UserId | undefined {
    return this.#known.get(key)?.user;
  }

  async #decide(key: string, name: string, account: UserId | undefined): Promise<ImportedPerson> {
    const { id, kv, keepsIds } = this.parts;
    // Who deleted their account since somebody chose it is nobody here any more.
    const chosen = account !== undefined && (await kv.get<User>(keys.user(account))).value;
    if (account !== undefined && !(chosen && chosen.goneAt)) return { user: account, name };
    let user = derivedId(id, "person", key);
    if (keepsIds && (await kv.get(keys.user(key))).value === null) user = key;
    return { user, name: nameOf(name, user), placeholder: true };
  }
}

/** A name that can be shown, as much of it as fits. */
function nameOf(name: string, id: UserId): string {
  const clean = cleanName(name.replaceAll(/[\p{C}@#/:]+/gu, " "));
  if (clean === "") return id.slice(0, 8);
  return codePoints(clean) <= LIMITS.name
    ? clean
    : cleanName([...clean].slice(0, LIMITS.name).join(""));
}
