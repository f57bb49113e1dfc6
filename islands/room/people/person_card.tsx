import { timesIn } from "../../../lib/i18n/times.ts";
import type { ConversationId, Person } from "../../../lib/protocol/events.ts";
import { personAddress } from "../../../lib/protocol/people.ts";
import type { PersonCard as Card } from "../../../lib/protocol/requests/people.ts";
import { mayWriteIn } from "../../../lib/protocol/permissions.ts";
import { Avatar } from "../../../lib/ui/elements/avatar.tsx";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { RoleTag } from "../../../lib/ui/elements/role_tag.tsx";
import { roomPath } from "../../../lib/ui/paths.ts";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { roomTitle } from "../../../lib/ui/room/page_title.ts";
import { hoursOf, type Preferences } from "../../../lib/ui/settings/preferences.ts";
import { editField } from "../composer/edit_field.ts";
import { PersonMenu } from "../overlays/person_menu.tsx";
import { useWindow } from "../window/window_context.ts";
import { usePersonCard } from "./use_person_card.ts";

/** A message of theirs that led here: it can be reported. */
export interface LedHere {
  conversation: ConversationId;
  seq: number;
}

/** Who somebody is: what they tell of themselves, what one has in common, and what one can do. */
export function PersonCard({ person, from, onClose }: {
  person: Person;
  from?: LedHere;
  onClose(): void;
}) {
  const window = useWindow();
  const { words } = useReading();
  const { now, card, error } = usePersonCard(person);
  const { name, role } = card ?? person;
  const known = window.model.profileOf(person.id);
  const me = window.model.me.value;
  const field = document.querySelector<HTMLTextAreaElement>("main .composer textarea");
  const here = window.conversation;
  const mayMention = field !== null && here !== undefined && me !== undefined &&
    here.kind === "room" && mayWriteIn(me.role, here);
  const mention = () => {
    onClose();
    const text = /\s/u.test(name) ? `@"${name}" ` : `@${name} `;
    const at = field?.value.length ?? 0;
    const gap = at > 0 && !/\s$/u.test(field?.value ?? "") ? " " : "";
    const whole = gap + text;
    if (field) editField(field, { from: at, to: at, text: whole, caret: at + whole.length });
  };
  // Of whom the server does not tell, the card alone says it.
  const state = card?.state ?? window.model.presence.value.get(person.id)?.state;
  if (known.gone) return <Gone person={{ id: person.id, ...known }} onClose={onClose} />;
  return (
    <Dialog title={name} onClose={onClose}>
      <div class="person-card">
        <div class="who">
          <Avatar id={person.id} name={name} picture={card?.picture} presence={card?.state} />
          <p>
            {state && words.t(`presence.${state}`)}
            <RoleTag role={role} bot={card?.bot} />
            {card?.status && <Status {...card} status={card.status} now={now} />}
          </p>
        </div>
        {error && <p class="error" role="alert">{error}</p>}
        <Facts name={name} card={card} now={now} />
        {person.id !== me?.id && (
          <div class="row">
            <button
              type="button"
              class="button primary"
              data-focus
              onClick={() => {
                onClose();
                window.attempt(() => window.writeTo(personAddress({ id: person.id, name })));
              }}
            >
              {words.t("members.write", { name })}
            </button>
            {mayMention && (
              <button type="button" class="button" onClick={mention}>
                {words.t("person.mention")}
              </button>
            )}
            {from && me?.role !== "guest" && (
              <button
                type="button"
                class="button"
                onClick={() => {
                  window.overlay.value = { is: "report", ...from };
                }}
              >
                {words.t("act.report")}
              </button>
            )}
            {me && <PersonMenu me={me} member={{ ...person, name, role }} onFail={() => {}} />}
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** Of whoever left, perhaps while one looked at their card. */
function Gone({ person, onClose }: { person: Person; onClose(): void }) {
  const { words } = useReading();
  return (
    <Dialog title={personLabel(words, person)} onClose={onClose}>
      <div class="person-card">
        <div class="who">
          <Avatar id={person.id} name={person.name} />
          <p role="status">{words.t("head.gone")}</p>
        </div>
      </div>
    </Dialog>
  );
}

function Status({ status, until, now }: { status: string; until?: number; now: number }) {
  const { words, times } = useReading();
  const time = until === undefined ? undefined : times.brief(until, now);
  return (
    <span class="said">
      <span dir="auto">{status}</span>
      {time && <>{" "}· {words.t("status.until", { time })}</>}
    </span>
  );
}

function Facts({ name, card, now }: { name: string; card: Card | undefined; now: number }) {
  const { words, preferences } = useReading();
  const { locale } = preferences;
  return (
    <dl class="facts">
      <dt>{words.t("person.call")}</dt>
      <dd dir="auto">{/\s/u.test(name) ? `@"${name}"` : `@${name}`}</dd>
      {card?.pronouns && (
        <>
          <dt>{words.t("settings.pronouns")}</dt>
          <dd dir="auto">{card.pronouns}</dd>
        </>
      )}
      {card?.zone && (
        <>
          <dt>{words.t("person.time")}</dt>
          <dd>{timesIn(locale, card.zone, hoursOf(preferences)).time(now)}</dd>
        </>
      )}
      {card && (
        <>
          <dt>{words.t("person.since")}</dt>
          <dd>{monthOf(card.since, preferences)}</dd>
        </>
      )}
      {card && card.rooms.length > 0 && (
        <>
          <dt>{words.t("person.common")}</dt>
          <dd>
            {card.rooms.map((room, n) => (
              <span key={room.id}>
                {n > 0 && ", "}
                <a class="link" href={roomPath(room.name)}># {roomTitle(room)}</a>
              </span>
            ))}
            {card.moreRooms > 0 && <>, {words.t("person.more", { count: card.moreRooms })}</>}
          </dd>
        </>
      )}
    </dl>
  );
}

/** The month of a time, by the reader's clock: “March 2024”. */
function monthOf(
  at: number,
  { locale, timeZone }: Pick<Preferences, "locale" | "timeZone">,
): string {
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone }).format(at);
}
