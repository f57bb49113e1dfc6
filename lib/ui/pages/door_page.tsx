import { Door, type DoorProps } from "../door.tsx";
import { readingOf, ReadingProvider } from "../reading.ts";
import type { DoorPageProps } from "./props.ts";

/** The page before the chat. */
export function DoorPage({ reader, ...door }: DoorPageProps & Pick<DoorProps, "live">) {
  return (
    <ReadingProvider value={readingOf(reader)}>
      <Door {...door} />
    </ReadingProvider>
  );
}
