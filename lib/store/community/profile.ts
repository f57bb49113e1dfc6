// What the community says of itself; until somebody writes it, the environment does.
import type { StoredPicture } from "../files/pictures.ts";
import type { CommunityWords } from "../../protocol/community.ts";
import { keys } from "../../kv/keys.ts";
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";

/** What was written; `change` makes each write one of its own, so that a lost answer is known by it. */
interface ProfileRow extends Partial<CommunityWords> {
  change: string;
  /** In place of the sign; `null` since it was taken away. */
  picture?: StoredPicture | null;
  /** The founder's checklist was put away. */
  checklistHidden?: boolean;
}

/** What somebody wrote of the community, and whether the founder's checklist was put away. */
export interface StoredProfile {
  written: Partial<CommunityWords>;
  picture?: StoredPicture;
  checklistHidden: boolean;
}

/** The profile as it is stored. */
export async function readProfile(kv: Pick<Kv, "get">): Promise<StoredProfile> {
  const { value } = await kv.get<ProfileRow>(keys.profile());
  const { change: _, checklistHidden = false, picture, ...written } = value ?? { change: "" };
  return { written, checklistHidden, ...(picture && { picture }) };
}

/** Changes what `change` names, with `beside` in the same commit. */
export async function writeProfile(
  kv: Kv,
  { id, change, beside }: {
    id: string;
    change: Omit<Partial<ProfileRow>, "change">;
    /** Given the picture that is there now. */
    beside: (picture: StoredPicture | undefined) => CommitParts | Promise<CommitParts>;
  },
): Promise<void> {
  await writeRow<ProfileRow>(kv, keys.profile(), async (current) => {
    const parts = await beside(current?.picture ?? undefined);
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    return { value: { ...current, ...Object.fromEntries(given), change: id }, ...parts };
  });
}
