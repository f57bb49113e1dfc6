// Invitations to the community: codes that let somebody register.
import type { Named } from "../protocol/administration.ts";
import { ChatError } from "../protocol/errors.ts";
import { type Clock, type Random } from "../world/world.ts";
import { keys } from "./keys.ts";
import type { Kv, Mutation } from "./kv.ts";
import { type Deciding, writeRow } from "./row_writes.ts";

/** Times in milliseconds UTC. */
export interface Invitation {
  code: string;
  by: Named;
  createdAt: number;
  /** How many may register with it, and how many did. */
  uses: number;
  used: number;
  until?: number;
}

/** The links by which one may register. */
export interface Invitations {
  make(
    invitation: Pick<Invitation, "by" | "uses" | "until">,
    beside: (made: Invitation) => Mutation[],
  ): Promise<Invitation>;
  get(code: string): Promise<Invitation | undefined>;
  /** All that stand, used up and expired ones too; at most 500. */
  list(): Promise<Invitation[]>;
  /** Takes one back; `false` when there is none. */
  revoke(code: string, beside: Mutation[]): Promise<boolean>;
  /** What counts one use in the commit of a registration. Throws `invite-invalid` when it is none. */
  counting(code: string): Deciding;
}

/** Letters and digits that are not taken for each other when read aloud or typed: 32 of them. */
const ALPHABET = "023456789abcdefghjkmnpqrstuvwxyz";
/** 60 bits, in groups that can be read aloud: guesses are limited to 20 an hour and address. */
const CODE = { groups: 3, letters: 4 } as const;
const MAX_LISTED = 500;
const MAX_CODE_LENGTH = 32;

/** Whether somebody can register with it at a time. */
export function isValid({ uses, used, until }: Invitation, now: number): boolean {
  return used < uses && (until === undefined || until > now);
}

/** As codes are kept: people type them in capitals and with spaces around. */
function cleanCode(text: string): string {
  return text.trim().toLowerCase();
}

/** The invitations in `kv`. */
export function createInvitations(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): Invitations {
  function newCode(): string {
    const bytes = random.bytes(CODE.groups * CODE.letters);
    const letters = [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
    return letters.match(new RegExp(`.{${CODE.letters}}`, "g"))?.join("-") ?? letters;
  }

  async function get(text: string) {
    const code = cleanCode(text);
    if (code === "" || code.length > MAX_CODE_LENGTH) return undefined;
    return (await kv.get<Invitation>(keys.invitation(code))).value ?? undefined;
  }

  return {
    get,

    async make({ by, uses, until }, beside) {
      const made: Invitation = {
        ...{ code: newCode(), by, createdAt: clock.now(), uses, used: 0 },
        ...(until !== undefined && { until }),
      };
      await writeRow<Invitation>(kv, keys.invitation(made.code), () => (
        { value: made, mutations: beside(made) }
      ));
      return made;
    },

    async list() {
      const range = { prefix: keys.invitations() };
      const rows = await kv.list<Invitation>(range, { limit: MAX_LISTED });
      return rows.map(({ value }) => value).sort((a, b) => b.createdAt - a.createdAt);
    },

    async revoke(code, beside) {
      if (!await get(code)) return false;
      await writeRow<Invitation>(kv, keys.invitation(cleanCode(code)), (current) => (
        { value: undefined, mutations: current ? beside : [] }
      ));
      return true;
    },

    counting: (text) => async () => {
      const code = cleanCode(text).slice(0, MAX_CODE_LENGTH);
      const { key, value, versionstamp } = await kv.get<Invitation>(keys.invitation(code));
      if (!value || !isValid(value, clock.now())) throw new ChatError("invite-invalid");
      const counted: Invitation = { ...value, used: value.used + 1 };
      return {
        checks: [{ key, versionstamp }],
        mutations: [{ type: "set", key, value: counted }],
      };
    },
  };
}
