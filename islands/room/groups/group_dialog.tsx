import { useRef, useState } from "preact/hooks";
import type { Person } from "../../../lib/protocol/events.ts";
import { MAX_GROUP } from "../../../lib/protocol/limits.ts";
import { personAddress } from "../../../lib/protocol/people.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { TextField } from "../../../lib/ui/elements/text_field.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { meant } from "./meant.ts";
import { PeopleField } from "../overlays/people_field.tsx";
import { useSubmit } from "../panes/use_submit.ts";
import { useWindow } from "../window/window_context.ts";

/** Asks for several people, one after the other, and opens the conversation with all of them. */
export function GroupDialog({ onClose }: { onClose(): void }) {
  const window = useWindow();
  const { words } = useReading();
  const form = useRef<HTMLFormElement>(null);
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [text, setText] = useState("");
  const [error, setError] = useState<string | undefined>(undefined);
  const isFull = people.length + 1 >= MAX_GROUP;

  const field = () => form.current?.querySelector<HTMLInputElement>("[name=asked]");
  function choose(person: Person) {
    if (!people.some(({ id }) => id === person.id)) setPeople([...people, person]);
    setText("");
    setError(undefined);
    field()?.focus();
  }
  async function typed(name: string) {
    const found = await window.model.people(name);
    const here = [window.model.me.peek(), ...people].flatMap((one) => one?.id ?? []);
    return meant(name, found, new Set(here));
  }
  const submit = useSubmit(async (element) => {
    const name = text.trim();
    try {
      if (name !== "") {
        const person = await typed(name);
        if (person === "several") setError(words.t("group.which", { name }));
        else if (person) choose(person);
        else setError(words.t("group.nobody", { name }));
        return;
      }
      if (people.length === 0) return setError(words.t("group.nobody-yet"));
      const title = String(new FormData(element).get("title") ?? "").trim();
      const asked = { people: people.map(personAddress), ...(title !== "" && { title }) };
      await window.enter(window.model.open(asked));
      onClose();
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  });

  return (
    <Dialog title={words.t("group.new-title")} onClose={onClose}>
      <form class="fields" ref={form} onSubmit={submit}>
        <Chosen
          people={people}
          onRemove={({ id }) => {
            setPeople(people.filter((one) => one.id !== id));
            field()?.focus();
          }}
        />
        <PeopleField
          label={words.t("group.people-label")}
          hint={words.t("group.people-hint", { count: MAX_GROUP })}
          readOnly={isFull}
          error={error}
          without={people}
          text={text}
          onText={(typed) => {
            setText(typed);
            setError(undefined);
          }}
          onKeyDown={({ key }) => {
            if (key === "Backspace" && text === "") setPeople(people.slice(0, -1));
          }}
          onChoose={choose}
        />
        {people.length > 1 && (
          <TextField
            name="title"
            label={`${words.t("group.name")} (${words.t("rooms.optional")})`}
            autocomplete="off"
          />
        )}
        <div class="choices">
          <button type="button" class="button" onClick={onClose}>{words.t("cancel")}</button>
          <button type="submit" class="button primary">
            {words.t(text.trim() === "" ? "new.open" : "group.add-do")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Who was chosen; a press takes one away again. */
function Chosen({ people, onRemove }: {
  people: readonly Person[];
  onRemove(person: Person): void;
}) {
  const { words } = useReading();
  return (
    <ul class="chosen" role="list" aria-live="polite">
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            class="button"
            aria-label={words.t("group.remove", { name: person.name })}
            onClick={() => onRemove(person)}
          >
            <span dir="auto">{person.name}</span> <icons.close />
          </button>
        </li>
      ))}
    </ul>
  );
}
