// Codes of invitations, out of what people paste in their place.

/** Letters and digits that a group of a code has, and what may stand between groups as it is copied. */
const GROUP = "[a-z0-9]{4}";
const BETWEEN = "[\\s\\p{Pd}_.]*";
const CODE = new RegExp(
  `(?<![a-z0-9])(${GROUP})${BETWEEN}(${GROUP})${BETWEEN}(${GROUP})(?![a-z0-9])`,
  "u",
);
/** Where the code begins in a link, of the invitation or of the page that it leads to. */
const IN_LINK = /(?:join\/|[?&]invite=)(.*)$/su;

const MAX_CODE_LENGTH = 32;

/**
 * The code in a text as codes are kept, `abcd-efgh-jkmn`: from the whole link or a part of it, in
 * capitals, without its hyphens, between quotes. A text without one is given back, small and trimmed.
 */
export function readInvitationCode(text: string): string {
  const small = text.normalize("NFKC").toLowerCase().replace(/%20|\+/g, " ");
  const behind = IN_LINK.exec(small)?.[1] ?? small;
  const groups = CODE.exec(behind)?.slice(1);
  return groups?.join("-") ?? behind.trim().slice(0, MAX_CODE_LENGTH);
}
