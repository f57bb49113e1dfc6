import { ChatError } from "../../protocol/errors.ts";
import { linkPicture, type StoredPicture } from "../../store/files/pictures.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Announcer } from "../chat.ts";
import { forgetPicture } from "../messages/forget_files.ts";
import type { PreparePicture } from "../messages/prepare_picture.ts";
import { announceUsersChanged, currentUser, personOf } from "./current_user.ts";
import type { Identity } from "./identity.ts";
import type { LimitIdentity } from "./limits.ts";

/** What one's own picture is changed with. */
export interface OwnPictureParts {
  users: Pick<Users, "get" | "update">;
  prepare: PreparePicture;
  limit: LimitIdentity;
  announcer: Announcer;
  clock: Pick<Clock, "now">;
}

/** The picture of a member: the one before goes in the same commit. */
export function createOwnPicture(
  { users, prepare, limit, announcer, clock }: OwnPictureParts,
): Pick<Identity, "changePicture"> {
  return {
    async changePicture(actor, file) {
      if (actor.user.role === "guest") throw new ChatError("not-allowed");
      await limit("picture", actor.user.id);
      const { id } = await currentUser(users, actor);
      const picture = file === undefined ? undefined : await prepare(actor, file);
      const user = await users.update(
        id,
        ({ portrait: _, ...rest }) => ({ ...rest, ...(picture && { portrait: picture }) }),
        ({ portrait: before }: User) => ({
          checks: [],
          mutations: changedPicture(before, picture, clock.now()),
        }),
      );
      if (!user) throw new ChatError("not-signed-in");
      announceUsersChanged(announcer, id);
      return personOf(user);
    },
  };
}

/** What goes with the commit that puts a picture in the place of another. */
export function changedPicture(
  before: StoredPicture | undefined,
  after: StoredPicture | undefined,
  now: number,
) {
  return [...forgetPicture(before, now), ...(after ? [linkPicture(after)] : [])];
}
