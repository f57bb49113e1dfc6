import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Person, UserId } from "../protocol/events.ts";
import { HUES, personHue } from "../protocol/people.ts";

/** The colour of each person, 0…23. */
export type HueOf = (id: UserId) => number;

const HueContext = createContext<HueOf>(personHue);

/** Gives the avatars and names below it their colours; elsewhere each person has their own. */
export const HueProvider = HueContext.Provider;

/** The colours where a component stands. */
export function useHues(): HueOf {
  return useContext(HueContext);
}

/** From a colour that is taken to the next one to try: far apart, and it comes to all of them. */
const STEP = 7;

/** A member, as far as their colour goes. */
type Coloured = Pick<Person, "id" | "role" | "bot">;

/** So many share a colour at most, in a class for one; in a crowd everyone has their own. */
const MOST_OF_ONE = 2;

/**
 * Colours in one room: everyone's own, but where somebody there has it already and others are free,
 * another one (N4). Whoever sees the same people sees the same colours: who has an account comes
 * first, then guests, who come and go, and then bots, each by their ids.
 */
export class RoomHues {
  readonly #people = new Map<UserId, Coloured>();
  #hueOf: HueOf = personHue;

  /** The colours once these people are in the room; the same function while nobody is new. */
  with(people: Iterable<Coloured>): HueOf {
    const fresh = [...people].filter(({ id }) => !this.#people.has(id));
    if (fresh.length === 0) return this.#hueOf;
    for (const one of fresh) this.#people.set(one.id, one);
    const given = new Map<UserId, number>();
    const taken = new Set<number>();
    const areEnough = this.#people.size <= HUES * MOST_OF_ONE;
    for (const { id } of [...this.#people.values()].sort(byAccountAndId)) {
      if (taken.size === HUES) taken.clear(); // each is had once more
      let hue = personHue(id);
      for (let n = 0; areEnough && n < HUES && taken.has(hue); n++) hue = (hue + STEP) % HUES;
      given.set(id, hue);
      taken.add(hue);
    }
    return this.#hueOf = (id) => given.get(id) ?? personHue(id);
  }
}

function byAccountAndId(one: Coloured, other: Coloured): number {
  return rankOf(one) - rankOf(other) || (one.id < other.id ? -1 : 1);
}

function rankOf({ role, bot }: Coloured): number {
  return bot ? 2 : role === "guest" ? 1 : 0;
}
