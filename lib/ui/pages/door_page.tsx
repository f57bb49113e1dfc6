import { Door, type DoorProps } from "../door/door.tsx";
import { readingOf, ReadingProvider } from "../reading.ts";
import type { DoorPageProps } from "./props.ts";

/** The sign-in page. */
export function DoorPage({ reader, ...door }: DoorPageProps & Pick<DoorProps, "live">) {
  return (
    <ReadingProvider value={readingOf(reader)}>
      <Door {...door} />
    </ReadingProvider>
  );
}
