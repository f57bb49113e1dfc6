import { useMemo } from "preact/hooks";
import { readText } from "../../text/markup.ts";
import { nameMatcher } from "../../text/mentions.ts";
import { plainText } from "../../text/plain.ts";
import { Spans } from "../text/spans.tsx";

export interface EntryTextProps {
  text: string;
  /** Names to draw as mentions. */
  names: readonly string[];
  ownName: string;
}

/** The words of a message without their marks, but for whom they name; nothing in it is pressed. */
export function EntryText({ text, names, ownName }: EntryTextProps) {
  const spans = useMemo(() => {
    const plain = plainText(text).replace(/\s+/g, " ");
    const [block] = readText(plain, nameMatcher(names));
    return block?.is === "paragraph" ? block.spans : [{ is: "text", text: plain } as const];
  }, [text, names]);
  return <Spans spans={spans} own={ownName} inert />;
}
