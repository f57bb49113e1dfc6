import type { ComponentChildren } from "preact";
import { Tree } from "../icons.tsx";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

/** A page beside the chat: its title, the way back, and its parts. Stands in a `ReadingProvider`. */
export function Page({ title, children }: { title: string; children: ComponentChildren }) {
  const { words } = useReading();
  return (
    <main class="page">
      <header>
        <Tree />
        <h1>{title}</h1>
        <a class="button" href={PATHS.home}>{words.t("rooms.back")}</a>
      </header>
      {children}
    </main>
  );
}
