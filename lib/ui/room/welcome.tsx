import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

/** What a new member is welcomed with, until they put it away. */
export function Welcome({ text, next, onEnd }: {
  text: string;
  /** The path of the room: it is there again afterwards, where no script runs. */
  next: string;
  onEnd(): void;
}) {
  const { words } = useReading();
  return (
    <section class="banner said" aria-label={words.t("welcome.title")}>
      <span dir="auto">{text}</span>
      <form
        method="post"
        action={PATHS.welcome}
        onSubmit={(event) => {
          event.preventDefault();
          onEnd();
        }}
      >
        <input type="hidden" name="next" value={next} />
        <button type="submit" class="link">{words.t("banner.dismiss")}</button>
      </form>
    </section>
  );
}
