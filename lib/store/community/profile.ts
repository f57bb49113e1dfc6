// What the community says of itself; until somebody writes it, the environment does.
import type { StoredPicture } from "../files/pictures.ts";
import type { CommunityWords } from "../../protocol/community.ts";
import { keys } from "../../kv/keys.ts";
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";
import type { Kv } from "../../kv/kv.ts";

/** What was written; `change` makes each write one of its own, so that a lost answer is known by it. */
interface ProfileRow extends Partial<CommunityWords> {
  change: string;
  rulesVersion?: number;
  /** In place of the sign; `null` since it was taken away. */
  picture?: StoredPicture | null;
  /** The founder's checklist was put away. */
  checklistHidden?: boolean;
}

/** What somebody wrote of the community, and whether the founder's checklist was put away. */
export interface StoredProfile {
  written: Partial<CommunityWords> & { rulesVersion?: number };
  picture?: StoredPicture;
  checklistHidden: boolean;
}

/** The profile as it is stored. */
export async function readProfile(kv: Pick<Kv, "get">): Promise<StoredProfile> {
  const { value } = await kv.get<ProfileRow>(keys.profile());
  const { change: _, checklistHidden = false, picture, ...written } = value ?? { change: "" };
  return { written, checklistHidden, ...(picture && { picture }) };
}

/** Those who accept the first rules accept this version. */
export const FIRST_RULES = 1;

/**
 * Changes what `change` names, with `beside` in the same commit. `asksAgain`: the rules are another
 * version from now on.
 */
export async function writeProfile(
  kv: Kv,
  { id, change, asksAgain = false, beside }: {
    id: string;
    change: Omit<Partial<ProfileRow>, "change" | "rulesVersion">;
    asksAgain?: boolean;
    /** Given the picture that is there now. */
    beside: (picture: StoredPicture | undefined) => CommitParts | Promise<CommitParts>;
  },
): Promise<void> {
  await writeRow<ProfileRow>(kv, keys.profile(), async (current) => {
    const parts = await beside(current?.picture ?? undefined);
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const { rulesVersion = FIRST_RULES } = current ?? {};
    const value = {
      ...current,
      ...Object.fromEntries(given),
      change: id,
      ...(asksAgain && { rulesVersion: rulesVersion + 1 }),
    };
    return { value, ...parts };
  });
}
