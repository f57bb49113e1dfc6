import type { ComponentChildren, Ref, TargetedInputEvent, TargetedKeyboardEvent } from "preact";
import { codePoints } from "../../protocol/limits.ts";
import { IconButton } from "../icon_button.tsx";
import { icons } from "../icons.tsx";
import { useReading } from "../reading.ts";

export interface ComposerProps {
  /** What one writes to: “# general”, “Inès”. */
  place: string;
  /** Where the form posts without a script, and the id that makes a second press harmless. */
  action: string;
  messageId: string;
  /** The last seq when the id was made: what it posted can only stand after it (D3). */
  after?: number;
  text: string;
  /** Code points that a message may have. */
  limit: number;
  /** Names of who is typing. */
  typing: readonly string[];
  /** What is wrong with what was written. */
  error?: string;
  /** Above the field, for what a script adds: suggestions, the emoji picker. */
  above?: ComponentChildren;
  /** Where there is a script: the picker's button, the picker's id, and what the keys do. */
  emoji?: { open: boolean; picker: string; toggle(): void };
  field?: Ref<HTMLTextAreaElement>;
  /** While suggestions are shown: the listbox that the field controls. */
  suggesting?: { list: string; active: string };
  onSubmit?(event: Event): void;
  onInput?(event: TargetedInputEvent<HTMLTextAreaElement>): void;
  onKeyDown?(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void;
}

/** From here on the composer counts what is left. */
const COUNT_FROM_LEFT = 200;

/** Where one writes. A plain form until the script takes it over. */
export function Composer(props: ComposerProps) {
  const { words } = useReading();
  const label = words.t("composer.label", { place: props.place });
  const left = props.limit - codePoints(props.text);
  const ready = props.text.trim() !== "" && left >= 0;
  const { suggesting } = props;
  return (
    <form
      class="composer"
      method="post"
      action={props.action}
      onSubmit={props.onSubmit}
      data-region
      tabIndex={-1}
    >
      <input type="hidden" name="id" value={props.messageId} />
      <input type="hidden" name="after" value={props.after ?? 0} />
      <Typing names={props.typing} />
      <div class="field">
        {props.above}
        <textarea
          ref={props.field}
          name="text"
          rows={1}
          dir="auto"
          placeholder={label}
          aria-label={label}
          aria-describedby="composer-hint"
          aria-autocomplete={suggesting ? "list" : undefined}
          aria-controls={suggesting?.list}
          aria-activedescendant={suggesting?.active}
          enterkeyhint="enter"
          value={props.text === "" ? undefined : props.text}
          onInput={props.onInput}
          onKeyDown={props.onKeyDown}
        />
        {props.emoji && (
          <IconButton
            label={words.t("composer.emoji")}
            icon={icons.smile}
            aria-expanded={props.emoji.open}
            aria-controls={props.emoji.open ? props.emoji.picker : undefined}
            onClick={props.emoji.toggle}
          />
        )}
        <button
          type="submit"
          class="send"
          data-ready={ready ? "" : undefined}
          aria-label={words.t("composer.send")}
          title={words.t("composer.send")}
        >
          <icons.send />
        </button>
      </div>
      <div class="hint" id="composer-hint">
        {props.error
          ? <span class="error" role="alert">{props.error}</span>
          : props.emoji && (
            <span class="keys">
              {words.pieces("composer.new-line", { keys: <b>Shift ↵</b> })} ·{" "}
              {words.pieces("composer.commands", { keys: <b>/</b> })}
            </span>
          )}
        <span class={left < 0 ? "error" : undefined} role="status">
          {left < 0
            ? words.t("composer.over", { count: -left })
            : left <= COUNT_FROM_LEFT
            ? words.t("composer.left", { count: left })
            : ""}
        </span>
      </div>
    </form>
  );
}

function Typing({ names }: { names: readonly string[] }) {
  const { words } = useReading();
  const [first = "", second = ""] = names;
  const said = names.length === 0
    ? ""
    : names.length === 1
    ? words.t("typing.one", { name: first })
    : names.length === 2
    ? words.t("typing.two", { first, second })
    : words.t("typing.several");
  return (
    <div class="typing">
      {said && (
        <>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{said}</span>
        </>
      )}
    </div>
  );
}

/** In the composer's place where one may not write. */
export function ComposerClosed({ readOnly, note }: {
  readOnly: boolean;
  note?: Ref<HTMLParagraphElement>;
}) {
  const { words } = useReading();
  return (
    <p class="composer closed-note" ref={note} data-region tabIndex={-1}>
      {words.t(readOnly ? "composer.read-only" : "composer.closed")}
    </p>
  );
}
