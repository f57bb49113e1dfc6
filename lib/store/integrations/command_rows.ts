// Commands of bots, and calls of them that may still be answered.
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import { writeRow } from "../../kv/checked_write.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";
import type { SigningSecret } from "./outgoing_rows.ts";

/** A command; its bot answers. */
export interface CommandRow extends SigningSecret {
  bot: UserId;
  usage: string;
  about: string;
  url: string;
  /** This server, as whoever made it reaches it: for the address of answers. */
  origin: string;
}

/** A call that may still be answered. */
export interface CommandCallRow {
  /** SHA-256 of the secret in its address. */
  secret: string;
  bot: UserId;
  conversation: ConversationId;
  thread?: number;
  by: UserId;
  /** In milliseconds UTC. */
  until: number;
  /** So many answers more. */
  left: number;
}

/** The write that ends one. */
export function removeCommand(name: string): Mutation {
  return { type: "delete", key: keys.command(name) };
}

/** Commands by name, in that order. */
export type NamedCommands = Array<{ name: string } & CommandRow>;

/** The commands of a store. Each method rejects with `Unavailable`. */
export interface CommandRows {
  get(name: string): Promise<CommandRow | undefined>;
  all(): Promise<NamedCommands>;
  /** Notes a call, until it is too late to answer. */
  call(id: string, row: CommandCallRow, forMs: number): Promise<void>;
  /** Takes one of the answers that a call may have; nothing where it has none, or is of another secret. */
  answer(id: string, secret: string, now: number): Promise<CommandCallRow | undefined>;
}

/** The commands in `kv`. */
export function createCommandRows(kv: Kv): CommandRows {
  return {
    get: async (name) => (await kv.get<CommandRow>(keys.command(name))).value ?? undefined,

    async all() {
      const rows = await listAll<CommandRow>(kv, keys.commands());
      return rows.map(({ key, value }) => ({ name: String(key.at(-1)), ...value }));
    },

    async call(id, value, expireIn) {
      await kv.commit([], [{ type: "set", key: keys.commandCall(id), value, expireIn }]);
    },

    async answer(id, secret, now) {
      let taken = false;
      const row = await writeRow<CommandCallRow>(kv, keys.commandCall(id), (row) => {
        taken = row !== undefined && row.secret === secret && row.until > now && row.left > 0;
        if (!row || !taken) return undefined;
        return { value: { ...row, left: row.left - 1 }, expireIn: row.until - now };
      });
      return taken ? row : undefined;
    },
  };
}
