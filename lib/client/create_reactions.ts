import type { RequestType } from "../protocol/client_frames.ts";
import type { Person, Profiles } from "../protocol/events.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import type { Reactions } from "./reactions.ts";
import type { Fields } from "./requests.ts";

/** Asks the server, as `Client.request` does. */
type Ask = <T extends RequestType>(type: T, fields: Fields<T>) => Promise<ReplyOf<T>>;

/** Who is told of people that a reply names. */
interface People {
  learnPeople(people: readonly Person[]): void;
  renewProfiles(users: Profiles): void;
}

/** Reactions over a client's requests. */
export function createReactions(request: Ask, known: People): Reactions {
  return {
    async react(conversation, target, emoji, on) {
      await request("react", { conversation, target, emoji, on });
    },
    async reactors(reaction) {
      const page = await request("reactors", reaction);
      known.learnPeople(page.people);
      return page;
    },
    async pin(conversation, target, on) {
      await request("pin", { conversation, target, on });
    },
    async pins(conversation) {
      const { messages, users } = await request("pins", { conversation });
      known.renewProfiles(users);
      return messages;
    },
  };
}
