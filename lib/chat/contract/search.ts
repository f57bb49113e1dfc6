import type { Profiles } from "../../protocol/events.ts";
import type { SearchHit, SearchOrder } from "../../protocol/requests/search.ts";
import type { Actor } from "./actor.ts";

/** A page of what was found, the newest or the best first. */
export interface SearchPage {
  hits: SearchHit[];
  users: Profiles;
  more: boolean;
  /** What goes on where this page ended; a page may be short of its limit and yet not the last. */
  next?: string;
  /** Operators whose value says nothing, or names nobody and no place of the actor. */
  unread: { operator: string; value: string }[];
}

/** Finding messages by what they say (S1). */
export interface SearchUseCases {
  /**
   * A page of the messages that a query finds in conversations that the actor is in, as far as they are
   * shown them. `zone` is an IANA time zone; of another one, days are those of UTC. `context`: with the
   * messages right before and after each.
   */
  search(
    actor: Actor,
    request: {
      query: string;
      order?: SearchOrder;
      limit: number;
      after?: string;
      zone?: string;
      context?: boolean;
    },
  ): Promise<SearchPage>;
}
