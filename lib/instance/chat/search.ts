import type { SearchUseCases } from "../../chat/contract/search.ts";
import { createReadAround } from "../../chat/search/around.ts";
import { createResolveNames } from "../../chat/search/names.ts";
import { createSearch } from "../../chat/search/search.ts";
import { createOpenSources } from "../../chat/search/sources.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Delivery } from "../delivery.ts";
import type { Stores } from "../stores.ts";
import type { Shared } from "./shared.ts";

/** The use case of search. */
export function composeSearch(
  { directory, log, readOut }: Shared,
  stores: Pick<Stores, "bookmarkRows" | "conversations" | "pinRows" | "users">,
  { engine }: Pick<Delivery, "engine">,
  clock: Clock,
): SearchUseCases {
  const { conversations } = stores;
  const open = createOpenSources({ log, engine, readOut }, stores);
  const readAround = createReadAround({ log, readOut });
  const resolve = createResolveNames(stores);
  return createSearch({ resolve, open, readAround, conversations, directory, clock });
}
