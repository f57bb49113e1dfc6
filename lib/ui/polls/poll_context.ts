import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MessageEvent, Profile, UserId } from "../../protocol/events.ts";

/** What is done with polls where they are drawn. */
export interface PollPlace {
  /** Who votes; absent until scripts are there to do it. */
  me?: UserId;
  /** Who somebody is. */
  profileOf(user: UserId): Profile;
  /** Where the form of a poll is posted without a script. */
  action(message: MessageEvent): string;
  /** Chooses answers, and says what is wrong, if it is; absent until scripts are there to do it. */
  vote?(message: MessageEvent, options: readonly number[]): Promise<string | undefined>;
  /** Ends a poll of one's own. */
  close?(message: MessageEvent): void;
}

const PollContext = createContext<PollPlace>({
  profileOf: (name) => ({ name, role: "guest" }),
  action: () => "",
});

/** Says what is done with the polls below it. */
export const PollProvider = PollContext.Provider;

export function usePollPlace(): PollPlace {
  return useContext(PollContext);
}
