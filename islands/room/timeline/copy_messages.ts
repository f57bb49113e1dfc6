import { shownText } from "./shown_text.ts";

/** A message, or a part of one, that is copied. */
export interface CopiedMessage {
  /** “Diego, 13:57:” */
  intro: string;
  text: string;
  /** Whether it begins a group of one author: the others of the group go without an intro. */
  first: boolean;
}

/** Several messages as plain text: each author and time once, above what they said. */
export function copiedText(messages: readonly CopiedMessage[]): string {
  return messages.map(({ intro, text, first }, n) => {
    if (n > 0 && !first) return text;
    return `${n > 0 ? "\n" : ""}${intro}\n${text}`;
  }).join("\n");
}

/**
 * Copies several messages as `copiedText`: by itself a browser copies what only screen readers hear,
 * too. Returns how to stop.
 */
export function copyMessages(timeline: HTMLElement): () => void {
  const onCopy = (event: ClipboardEvent) => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !event.clipboardData) return;
    const messages = selectedMessages(timeline, selection.getRangeAt(0));
    if (messages.length < 2) return;
    event.clipboardData.setData("text/plain", copiedText(messages));
    event.preventDefault();
  };
  timeline.addEventListener("copy", onCopy);
  return () => timeline.removeEventListener("copy", onCopy);
}

function selectedMessages(timeline: HTMLElement, range: Range): CopiedMessage[] {
  return [...timeline.querySelectorAll<HTMLElement>(".message")].flatMap((message) => {
    const bubble = message.querySelector<HTMLElement>(".bubble");
    if (!bubble || !range.intersectsNode(bubble)) return [];
    const text = selectedPart(bubble, range).trim();
    if (text === "") return [];
    const intro = message.querySelector(".sr-only")?.textContent?.trim() ?? "";
    return [{ intro, text, first: message.classList.contains("first") }];
  });
}

/** All of an element, as it is seen; or of the first and the last one what is selected. */
function selectedPart(element: HTMLElement, range: Range): string {
  const part = document.createRange();
  part.selectNodeContents(element);
  const starts = element.contains(range.startContainer);
  const ends = element.contains(range.endContainer);
  if (!starts && !ends) return shownText(element);
  if (starts) part.setStart(range.startContainer, range.startOffset);
  if (ends) part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
}
