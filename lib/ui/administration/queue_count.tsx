import { useReading } from "../reading.ts";
import { shortCount } from "../elements/short_count.ts";

/** How much waits for the moderators, beside the name of the page where it does. */
export function QueueCount({ count }: { count: number }) {
  const { words } = useReading();
  return (
    <>
      {" "}
      <span class="count calls" data-queue hidden={count === 0}>
        {shortCount(words, count)}
      </span>
    </>
  );
}
