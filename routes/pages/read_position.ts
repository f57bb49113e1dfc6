/** A seq in the path of a page. */
export const SEQ = ":seq{[1-9][0-9]{0,14}}";

/** A seq as text; 0 where it is none. As `after`, 0 looks through the whole log (D3). */
export function readPosition(text: string | undefined): number {
  const position = Number(text);
  return Number.isSafeInteger(position) && position > 0 ? position : 0;
}
