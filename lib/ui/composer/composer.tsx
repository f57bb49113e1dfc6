import type {
  ComponentChildren,
  FunctionComponent,
  Ref,
  TargetedInputEvent,
  TargetedKeyboardEvent,
} from "preact";
import { codePoints } from "../../protocol/limits.ts";
import { isBlank } from "../../text/message_text.ts";
import { IconButton } from "../elements/icon_button.tsx";
import { icons } from "../elements/icons.tsx";
import { useReading } from "../reading.ts";
import { typingText } from "../room/typing_text.ts";

export interface ComposerProps {
  /** What the field is for: “Message # general”. */
  label: string;
  /** The id of its hint, where there is another composer on the page. */
  id?: string;
  /** In a thread: whether it goes to the conversation as well. */
  also?: { place: string; checked?: boolean; onChange?(checked: boolean): void };
  /** Where the form posts without scripts; the id makes a second press harmless. */
  action: string;
  messageId: string;
  /** The last seq when the id was made: the message comes after it (D3). */
  after?: number;
  text: string;
  /** The most code points of a message. */
  limit: number;
  /** Names of the people who are typing. */
  typing: readonly string[];
  /** Why the text was not sent. */
  error?: string;
  /** Content above the field: suggestions, the emoji picker. */
  above?: ComponentChildren;
  /** What is written besides a new message: the line above the field (`WritingLine`). */
  writing?: ComponentChildren;
  /** It is saved, not sent: an edit, or one that goes over another. */
  saves?: "edit" | "over";
  /** Set where scripts run: state and id of the emoji picker. */
  emoji?: { open: boolean; picker: string; toggle(): void };
  /** Files that go with it: what chooses them, and what shows them; set where scripts run. */
  files?: {
    Attach: FunctionComponent;
    View: FunctionComponent;
    count: { readonly value: number };
  };
  /** Asks when it shall be sent; set where scripts run. */
  onLater?(button: HTMLElement): void;
  /** In a slow room: the line that says so. */
  slow?: ComponentChildren;
  field?: Ref<HTMLTextAreaElement>;
  /** While suggestions are shown: the listbox that the field controls. */
  suggesting?: { list: string; active: string };
  onSubmit?(event: Event): void;
  onInput?(event: TargetedInputEvent<HTMLTextAreaElement>): void;
  onKeyDown?(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void;
}

/** The id of the form of the page's one composer, for buttons that stand elsewhere. */
export const COMPOSER = "composer";
/** The remaining characters are shown from here on. */
const COUNT_FROM_LEFT = 200;

/** The message form. Posts by itself until scripts take over. */
export function Composer(props: ComposerProps) {
  const { words } = useReading();
  const { label, id = "composer-hint", also, files } = props;
  const left = props.limit - codePoints(props.text);
  const ready = (!isBlank(props.text) || !!files?.count.value) && left >= 0;
  const { suggesting } = props;
  const button = words.t(
    props.saves === "over" ? "edit.save-over" : props.saves ? "edit.save" : "composer.send",
  );
  return (
    <form
      id={props.id ? undefined : COMPOSER}
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
        {props.writing}
        {files && <files.View />}
        <div class="line">
          {files && <files.Attach />}
          <textarea
            ref={props.field}
            name="text"
            rows={1}
            dir="auto"
            placeholder={label}
            aria-label={label}
            aria-describedby={id}
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
          {props.onLater && (
            <IconButton
              label={words.t("later.send-later")}
              icon={icons.clock}
              class="icon-button later"
              onClick={(event) => props.onLater?.(event.currentTarget)}
            />
          )}
          <button
            type="submit"
            class="send"
            data-ready={ready ? "" : undefined}
            aria-label={button}
            title={button}
          >
            {props.saves ? <icons.delivered /> : <icons.send />}
            <span class="sr-only" aria-hidden="true">{button}</span>
          </button>
        </div>
      </div>
      <div class="hint" id={id}>
        {props.error
          ? <span class="error" role="alert">{props.error}</span>
          : also
          ? <AlsoIn {...also} />
          : !props.slow && props.emoji && (props.saves
            ? (
              <span class="keys">
                {words.pieces("edit.key-save", { keys: <b>↵</b> })} ·{" "}
                {words.pieces("composer.new-line", { keys: <b>{words.t("keys.shift")} ↵</b> })} ·
                {" "}
                {words.pieces("edit.key-leave", { keys: <b>Esc</b> })}
              </span>
            )
            : (
              <span class="keys">
                {words.pieces("composer.new-line", { keys: <b>{words.t("keys.shift")} ↵</b> })} ·
                {" "}
                {words.pieces("edit.key-last", { keys: <b>↑</b> })} ·{" "}
                {words.pieces("composer.commands", { keys: <b>/</b> })} ·{" "}
                {words.pieces("composer.regions", { keys: <b>F6</b> })}
              </span>
            ))}
        {!props.error && props.slow}
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

/** Each time is a decision: it is never remembered. */
function AlsoIn({ place, checked, onChange }: NonNullable<ComposerProps["also"]>) {
  const { words } = useReading();
  return (
    <label class="check">
      <input
        type="checkbox"
        name="alsoInRoom"
        checked={checked}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      <span dir="auto">{words.t("thread.also-send", { place })}</span>
    </label>
  );
}

function Typing({ names }: { names: readonly string[] }) {
  const { words } = useReading();
  const said = typingText(words, names);
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

/** Shown instead of the composer where one may not write. */
export function ComposerClosed({ why, note, leaveAction }: {
  why: "read-only" | "closed" | "nobody";
  /** Where a form leaves the conversation, if it may be left. */
  leaveAction?: string;
  note?: Ref<HTMLElement>;
}) {
  const { words } = useReading();
  return (
    <section class="composer closed-note" ref={note} data-region tabIndex={-1}>
      {words.t(`composer.${why}`)}
      {leaveAction && (
        <form method="post" action={leaveAction}>
          <button type="submit" class="button">{words.t("head.leave-direct")}</button>
        </form>
      )}
    </section>
  );
}
