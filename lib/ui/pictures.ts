import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Profile, UserId } from "../protocol/events.ts";

/** The picture of each person who has one, as its address has it. */
export type PictureOf = (id: UserId) => string | undefined;

const PictureContext = createContext<PictureOf>(() => undefined);

/** Gives the avatars below it their pictures; elsewhere there are initials. */
export const PictureProvider = PictureContext.Provider;

/** The pictures where a component stands. */
export function usePictures(): PictureOf {
  return useContext(PictureContext);
}

/** The pictures of people whose profiles are at hand. */
export function picturesIn(users: Readonly<Record<UserId, Pick<Profile, "picture">>>): PictureOf {
  return (id) => users[id]?.picture;
}
