import type { Key, PlainKey } from "../../i18n/catalog.ts";
import { DoorFrame } from "./door_frame.tsx";
import type { DoorPageProps, DoorWay } from "../pages/props.ts";
import { DOOR_PATHS, PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";
import { roomTitle } from "../room/page_title.ts";
import { InvitationField } from "./invitation_field.tsx";
import { RoomAhead } from "./room_ahead.tsx";
import { TextField } from "../elements/text_field.tsx";

const WAYS = {
  "guest": { action: DOOR_PATHS.enterAsGuest, note: "door.guest-note" },
  "sign-in": { action: DOOR_PATHS.signIn, note: "door.sign-in-note" },
  "register": { action: DOOR_PATHS.register, note: "door.register-note" },
} as const satisfies Record<DoorWay, { action: string; note: Key }>;

export interface DoorProps extends Omit<DoorPageProps, "reader"> {
  /** Set where scripts run. Without it the tabs are links and the form posts. */
  live?: {
    choose(way: DoorWay, event: Event): void;
    submit(event: SubmitEvent): void;
    busy: boolean;
    /** The browser does the work that lets in who comes after very many. */
    working: boolean;
    passwordShown: boolean;
    togglePassword(): void;
    /** Signs in by a passkey; unset where the browser has none. */
    usePasskey?(): void;
  };
}

/** Ways in by an account elsewhere: links, for our policy lets no form lead elsewhere. */
function Providers({ providers, next }: DoorProps) {
  const { words } = useReading();
  if (providers.length === 0) return null;
  const asked = next ? `?${new URLSearchParams({ next })}` : "";
  return (
    <>
      {providers.map(({ id, name }) => (
        <a key={id} class="button wide" href={`${DOOR_PATHS.foreign}/${id}${asked}`}>
          {words.t("door.with", { provider: name })}
        </a>
      ))}
      <p class="note">{words.t("door.or-password")}</p>
    </>
  );
}

/** The id of its form, which posts what was typed for another language too. */
const FORM = "door";

/** The sign-in page: three ways in, each one form. */
export function Door(props: DoorProps) {
  const { words } = useReading();
  const { way, live } = props;
  const { action, note } = WAYS[way];
  const errorAt = (field: string) => props.error?.field === field ? props.error.message : undefined;
  return (
    <DoorFrame
      title={props.community}
      icon={props.icon}
      lead={
        <>
          {props.deleted && (
            <p role="status">
              {words.t(props.deleted === "guest" ? "door.left" : "door.deleted")}
            </p>
          )}
          {props.welcome && <p class="welcome" dir="auto">{props.welcome}</p>}
          {props.over && (
            <p class="error" role="alert">
              {words.t("door.over")} {words.t(withoutInvitation(props))}
            </p>
          )}
          <p class="quiet">
            {props.invited && way !== "sign-in"
              ? words.t(
                way === "register" && props.guests ? "door.invited.either" : `door.invited.${way}`,
              )
              : !props.guests
              ? words.t(`door.account-needed.${props.registration}`)
              : props.here > 0
              ? words.t("door.here", { count: props.here })
              : words.t("door.nobody")}
          </p>
        </>
      }
      language={{
        form: FORM,
        action: `${DOOR_PATHS.doorLanguage}?${new URLSearchParams({ way })}`,
      }}
    >
      <form id={FORM} class="card" method="post" action={action} onSubmit={live?.submit}>
        {props.room && <RoomAhead room={props.room} />}
        <Tabs {...props} />
        <input type="hidden" name="id" value={props.requestId} />
        {props.next && <input type="hidden" name="next" value={props.next} />}
        {props.over && <input type="hidden" name="over" value="on" />}
        {errorAt("form") && <p class="error" role="alert">{errorAt("form")}</p>}
        {way !== "guest" && <Providers {...props} />}
        <TextField
          name="name"
          label={words.t(way === "sign-in" ? "door.sign-in-name" : "door.choose-name")}
          autocomplete={way === "sign-in" ? "username webauthn" : "username"}
          required
          defaultValue={props.name}
          error={errorAt("name")}
        />
        {way !== "guest" && (
          <Password
            way={way}
            error={errorAt("password")}
            again={props.anew}
            live={live}
          />
        )}
        {(way === "guest" || way === "register" && props.registration === "open") &&
          props.invite && <input type="hidden" name="invite" value={props.invite} />}
        {way === "register" && props.registration === "invitation" && (
          <InvitationField
            known={props.invited}
            defaultValue={props.invite}
            error={errorAt("invite")}
          />
        )}
        <button
          type="submit"
          class="button primary wide"
          aria-disabled={live?.busy ? "true" : undefined}
        >
          {props.room && way !== "sign-in"
            ? words.t("door.join-room", { room: roomTitle(props.room) })
            : words.t(way === "guest" ? "door.enter" : `door.${way}`)}
        </button>
        {way === "sign-in" && live?.usePasskey && (
          <button
            type="button"
            class="button wide"
            aria-disabled={live.busy ? "true" : undefined}
            onClick={live.usePasskey}
          >
            {words.t("door.passkey")}
          </button>
        )}
        {way === "sign-in" && (
          <p class="note">
            <a href={DOOR_PATHS.device}>{words.t("door.device")}</a>
          </p>
        )}
        {way === "sign-in" && (
          <details class="note" open={errorAt("password") !== undefined}>
            <summary>{words.t("door.forgotten")}</summary>
            <p>{words.t("door.forgotten-help")}</p>
          </details>
        )}
        <p class="note" role="status">
          {words.t(live?.working ? "door.working" : note)}
        </p>
        <Notes {...props} />
      </form>
    </DoorFrame>
  );
}

/** What one agrees to, and the ways in that are closed. */
function Notes({ rules, terms, guests, registration }: DoorProps) {
  const { words } = useReading();
  return (
    <>
      {rules && (
        <details class="note">
          <summary>{words.t("door.rules", { count: rules.length })}</summary>
          <ol>{rules.map((rule) => <li key={rule} dir="auto">{rule}</li>)}</ol>
        </details>
      )}
      {terms && (
        <p class="note">
          <a class="link" href={terms}>{words.t("door.terms")}</a>
        </p>
      )}
      {guests && registration === "closed" && <p class="note">{words.t("door.closed")}</p>}
    </>
  );
}

/** How one comes in all the same, whose invitation does not count. */
export function withoutInvitation(
  { guests, registration }: Pick<DoorPageProps, "guests" | "registration">,
): PlainKey {
  if (registration === "open") return "door.over.free";
  if (!guests) return "door.over.none";
  return registration === "closed" ? "door.over.closed" : "door.over.guest";
}

function Tabs({ way, guests, registration, live, next, invite }: DoorProps) {
  const { words } = useReading();
  const ways: DoorWay[] = [
    ...(guests ? ["guest" as const] : []),
    "sign-in",
    ...(registration === "closed" ? [] : ["register" as const]),
  ];
  return (
    <div class="tabs" role="tablist" aria-label={words.t("door.ways")}>
      {ways.flatMap((one) => {
        const query = new URLSearchParams({
          way: one,
          ...(next ? { next } : {}),
          ...(invite ? { invite } : {}),
        });
        return [
          <a
            key={one}
            role="tab"
            aria-selected={one === way}
            href={`${PATHS.home}?${query}`}
            onClick={live && ((event) => live.choose(one, event))}
          >
            {words.t(`door.${one}`)}
          </a>,
          " ",
        ];
      })}
    </div>
  );
}

function Password({ way, error, again, live }: {
  way: DoorWay;
  error?: string;
  again?: boolean;
  live: DoorProps["live"];
}) {
  const { words } = useReading();
  const choosing = way === "register";
  return (
    <TextField
      key={way}
      name="password"
      label={words.t(choosing ? "door.new-password" : "door.password")}
      type={live?.passwordShown ? "text" : "password"}
      autocomplete={choosing ? "new-password" : "current-password"}
      required
      hint={again
        ? words.t("door.password-again")
        : choosing
        ? words.t("door.password-hint")
        : undefined}
      error={error}
      button={live && {
        text: words.t(live.passwordShown ? "door.hide-password" : "door.show-password"),
        press: live.togglePassword,
      }}
    />
  );
}
