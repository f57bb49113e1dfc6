/** Direction of a paragraph. */
export type Direction = "ltr" | "rtl";

const RTL_LETTER =
  "[\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\p{Script=Adlam}\\p{Script=Mandaic}\\p{Script=Samaritan}\\p{Script=Hanifi_Rohingya}]";
const RTL = new RegExp(RTL_LETTER, "u");
const RTL_WORDS = new RegExp(`(?:${RTL_LETTER}[\\p{M}\\u200c\\u200d]*)+`, "gu");
const OTHER_WORDS = new RegExp(`(?:(?!${RTL_LETTER})\\p{L}\\p{M}*)+`, "gu");
/** Right-to-left languages borrow Latin words far more often than the reverse. */
const RTL_SHARE = 0.4;

/** Whether a text contains right-to-left letters at all: most do not, and end here. */
export function hasRightToLeft(text: string): boolean {
  return RTL.test(text);
}

/**
 * The direction of a text by its words, not by the one that it starts with; `undefined` without
 * letters.
 */
export function directionOf(text: string): Direction | undefined {
  const rtl = text.match(RTL_WORDS)?.length ?? 0;
  const other = text.match(OTHER_WORDS)?.length ?? 0;
  if (rtl + other === 0) return undefined;
  return rtl / (rtl + other) >= RTL_SHARE ? "rtl" : "ltr";
}
