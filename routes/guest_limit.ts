import type { Identity } from "../lib/chat/identity/identity.ts";
import { ChatError } from "../lib/protocol/errors.ts";

/** What a guest is asked to wait who comes while there is no room. */
const NO_ROOM_RETRY_MS = 5_000;

/** Identity that lets new guests in only while there is room; those who are known come and go. */
export function limitGuests(hasRoom: () => boolean, identity: Identity): Identity {
  return {
    ...identity,
    enter(visitor, name, already) {
      if (hasRoom()) return identity.enter(visitor, name, already);
      return Promise.reject(new ChatError("unavailable", {}, NO_ROOM_RETRY_MS));
    },
  };
}
