import { useEffect, useRef, useState } from "preact/hooks";
import { icons } from "../elements/icons.tsx";
import { useReading } from "../reading.ts";
import type { Highlighted } from "./highlight.ts";
import { useTextPlace } from "./text_context.ts";

/** How long “Copied” is said, in milliseconds. */
const SAID = 2_000;

export interface CodeBlockProps {
  text: string;
  /** The word behind the fence. */
  language?: string;
}

/** Code with its language and a button that copies it; coloured once it is seen. */
export function CodeBlock({ text, language: written }: CodeBlockProps) {
  const { copy } = useTextPlace();
  const { code, highlighted } = useHighlighting(text, written);
  const label = highlighted?.label ?? written;
  return (
    <div class="code-block">
      {(label !== undefined || copy) && (
        <header>
          <span dir="auto">{label}</span>
          {copy && <CopyCode copy={() => copy(text)} />}
        </header>
      )}
      {/* A scrolling region must be reachable by keyboard (WCAG 2.1.1). */}
      <pre tabIndex={0} ref={code}><code>{
        highlighted?.inks.map(({ text, ink }, n) => ink ? <span key={n} class={`ink-${ink}`}>{text}</span> : text) ?? text
      }</code></pre>
    </div>
  );
}

/** The code in colours, fetched when it comes into view; until then, and without them, it is plain. */
function useHighlighting(text: string, language: string | undefined) {
  const code = useRef<HTMLPreElement>(null);
  const [drawn, setDrawn] = useState<Highlighted | undefined>(undefined);
  useEffect(() => {
    const element = code.current;
    if (!element || language === undefined) return;
    let wanted = true;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      import("./highlight.ts").then(({ highlight }) => highlight(text, language)).then(
        (highlighted) => wanted && setDrawn(highlighted),
        () => {}, // without a connection the code is read without colours
      );
    });
    observer.observe(element);
    return () => {
      wanted = false;
      observer.disconnect();
    };
  }, [text, language]);
  return { code, highlighted: drawn?.text === text ? drawn : undefined };
}

function CopyCode({ copy }: { copy(): Promise<void> }) {
  const { words } = useReading();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      onClick={() => void copy().then(() => setCopied(true), () => {})} // it can be marked and copied
    >
      {copied ? <icons.check /> : <icons.copy />}
      <span aria-live="polite">{words.t(copied ? "text.copied" : "text.copy")}</span>
    </button>
  );
}
