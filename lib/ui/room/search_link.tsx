import { icons } from "../elements/icons.tsx";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

/** Without a script: the way to the page that finds messages. */
export function SearchLink() {
  const { words } = useReading();
  return (
    <a class="jump" href={PATHS.search}>
      <icons.search /> {words.t("rooms.messages")}
    </a>
  );
}
