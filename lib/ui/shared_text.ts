/**
 * What another app shares, as a message says it: its title, its words and its link, each once. Systems
 * put a link into the words, too, and browsers a page's title.
 */
export function sharedText(
  { title, text, url }: { title: string; text: string; url: string },
): string {
  const parts = [title, text, url].map((part) => part.trim());
  const isSaid = (part: string, at: number) =>
    parts.some((other, n) => n !== at && other.includes(part) && (other !== part || n < at));
  return parts.filter((part, at) => part !== "" && !isSaid(part, at)).join("\n");
}
