// What people say against their sanctions: one appeal for each.
import type { Appeal } from "../../protocol/appeals.ts";
import type { UserId } from "../../protocol/events.ts";
import { type DecideParts, writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Key, Kv, Mutation } from "../../kv/kv.ts";
import { listAll, rowsOf } from "../../kv/list_pages.ts";
import type { Clock } from "../../runtime/clock.ts";
import { forgotten, type Said } from "./forgotten.ts";
import type { SanctionReference } from "./sanctions.ts";

/** An appeal is known for so long after it was made. */
const KEPT_MS = 366 * 86_400_000;
const MAX_ID_LENGTH = 64;

/** Appeals. Everything rejects with `Unavailable`. */
export interface Appeals {
  /** The one against a sanction, if there is one. */
  of(sanction: SanctionReference): Promise<Appeal | undefined>;
  /** All of somebody's. */
  ofUser(user: UserId): Promise<Appeal[]>;
  /** Adds one; `false` where there is one already. */
  add(appeal: Appeal): Promise<boolean>;
  /** Those that wait for an answer, the first first. */
  open(limit: number): Promise<Appeal[]>;
  /** How many wait for an answer, up to `limit`. */
  countOpen(limit: number): Promise<number>;
  /** One of them by its id. */
  get(id: string): Promise<Appeal | undefined>;
  /** Answers one; `undefined` where it is answered already, or there is none. */
  answer(
    id: string,
    answered: NonNullable<Appeal["answered"]>,
    beside: DecideParts,
  ): Promise<Appeal | undefined>;
  /** Removes what somebody said who goes. */
  forget(user: UserId): Promise<void>;
  /**
   * Takes the name of somebody who goes out of what others said: whom they sanctioned, and whom they
   * answered; with `words` also why, and the answers.
   */
  forgetName(user: UserId, words: boolean): Promise<void>;
}

/** Appeals in `kv`. */
export function createAppeals({ kv, clock }: { kv: Kv; clock: Pick<Clock, "now"> }): Appeals {
  const keyOf = ({ user, kind, at }: SanctionReference) => keys.appeal(user, kind, at);
  const placeOf = async (id: string) =>
    (await kv.get<SanctionReference>(keys.openAppeal(id.slice(0, MAX_ID_LENGTH)))).value;
  const read = async (key: Key) => (await kv.get<Appeal>(key)).value ?? undefined;

  return {
    of: (sanction) => read(keyOf(sanction)),

    async ofUser(user) {
      return (await listAll<Appeal>(kv, keys.appealsOf(user))).map(({ value }) => value);
    },

    async add(appeal) {
      const { id, by, sanction: { kind, at } } = appeal;
      const place: SanctionReference = { user: by.id, kind, at };
      const key = keys.openAppeal(id);
      const mark: Mutation = { type: "set", key, value: place, expireIn: KEPT_MS };
      const stored = await writeRow<Appeal>(
        kv,
        keyOf(place),
        (now) => now ? undefined : { value: appeal, mutations: [mark], expireIn: KEPT_MS },
      );
      return stored?.id === id;
    },

    async open(limit) {
      const rows = await kv.list<SanctionReference>({ prefix: keys.openAppeals() }, { limit });
      const found = await kv.getMany<Appeal>(rows.map(({ value }) => keyOf(value)));
      return found.flatMap(({ value }) => value ?? []);
    },

    countOpen: async (limit) => (await kv.list({ prefix: keys.openAppeals() }, { limit })).length,

    async get(id) {
      const place = await placeOf(id);
      return place ? await read(keyOf(place)) : undefined;
    },

    async answer(id, answered, beside) {
      const place = await placeOf(id);
      if (!place) return undefined;
      let isOurs = false;
      const appeal = await writeRow<Appeal>(kv, keyOf(place), async (now) => {
        isOurs = now !== undefined && !now.answered;
        if (!now || !isOurs) return undefined;
        const { checks, mutations } = await beside();
        return {
          value: { ...now, answered },
          checks,
          expireIn: KEPT_MS,
          mutations: [...mutations, { type: "delete", key: keys.openAppeal(id) }],
        };
      });
      return isOurs ? appeal : undefined;
    },

    ...createGoing(kv, clock, read),
  };
}

/** What becomes of appeals when somebody goes. */
function createGoing(
  kv: Kv,
  clock: Pick<Clock, "now">,
  read: (key: Key) => Promise<Appeal | undefined>,
): Pick<Appeals, "forget" | "forgetName"> {
  return {
    async forget(user) {
      for (const { key } of await listAll(kv, keys.appealsOf(user))) {
        const appeal = await read(key);
        const mark: Mutation[] = appeal
          ? [{ type: "delete", key: keys.openAppeal(appeal.id) }]
          : [];
        await kv.commit([], [{ type: "delete", key }, ...mark]);
      }
    },

    async forgetName(user, words) {
      for await (const { key, value } of rowsOf<Appeal>(kv, keys.appeals())) {
        if (![value.sanction.by.id, value.answered?.by.id].includes(user)) continue;
        await writeRow<Appeal>(kv, key, (now) => {
          if (!now) return undefined;
          const { sanction, answered, ...said } = now;
          const left = (answered?.at ?? said.at) + KEPT_MS - clock.now();
          const of = <S extends Said>(one: S) => forgotten(one, user, words);
          const value = {
            ...said,
            sanction: of(sanction),
            ...(answered && { answered: of(answered) }),
          };
          return { value, expireIn: Math.max(1, left) };
        });
      }
    },
  };
}
