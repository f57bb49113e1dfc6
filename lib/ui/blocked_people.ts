import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { UserId } from "../protocol/events.ts";

const BlockedContext = createContext<readonly UserId[]>([]);

/** Says whom the reader blocked, to the messages below it. */
export const BlockedProvider = BlockedContext.Provider;

/** Whether the reader blocked somebody. */
export function useIsBlocked(user: UserId): boolean {
  return useBlocked().includes(user);
}

/** Whom the reader blocked. */
export function useBlocked(): readonly UserId[] {
  return useContext(BlockedContext);
}
