import type { ComponentChildren } from "preact";
import { BOT_MAKERS } from "../../protocol/administration.ts";
import { type Bot, BOT_SCOPES } from "../../protocol/bots.ts";
import { RoleTag } from "../elements/role_tag.tsx";
import { TextField } from "../elements/text_field.tsx";
import { useReading } from "../reading.ts";
import { settingsIcons } from "../settings/settings_icons.tsx";
import { roomTitle } from "../room/page_title.ts";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { Panel } from "./panel.tsx";
import { ShownOnce } from "./shown_once.tsx";
import { ACTIONS } from "./paths.ts";
import type { ViewOf } from "./views.ts";

type Rooms = Bot["rooms"];

/** Bots: who they are, where, and what opens them. */
export function Integrations({ view }: { view: ViewOf<"integrations"> }) {
  const { words } = useAdministration();
  const { bots, rooms, makers } = view;
  return (
    <>
      <NewToken />
      <Panel title={words.t("bots.title")}>
        {bots.length === 0 && <p class="note said">{words.t("bots.none")}</p>}
        <ul class="bots">
          {bots.map((one) => <BotRow key={one.bot.id} {...one} choices={rooms} />)}
        </ul>
      </Panel>
      <AddBot rooms={rooms} />
      {makers && <Makers makers={makers} />}
    </>
  );
}

/** The token that was made a moment ago. */
function NewToken() {
  const { words, shown: { token } } = useAdministration();
  if (!token) return null;
  return (
    <Panel title={words.t("bots.made", { name: token.name })}>
      <ShownOnce
        text={token.text}
        label={words.t("bots.made", { name: token.name })}
        hint={words.t("bots.made-hint")}
      />
    </Panel>
  );
}

function BotRow({ bot, by, scopes, tokenAt, usedAt, rooms, choices }: Bot & { choices: Rooms }) {
  const { words } = useAdministration();
  const { times, now } = useReading();
  const { id, name } = bot;
  const where = rooms.map((room) => `# ${roomTitle(room)}`).join(", ");
  const does = scopes.length === BOT_SCOPES.length ? "both" : scopes[0] ?? "none";
  return (
    <li data-bot={name}>
      <span class="bot-face" aria-hidden="true">
        <settingsIcons.bot />
      </span>
      <div class="about">
        <b dir="auto">{name}</b>
        <RoleTag {...bot} />
        <small>
          {rooms.length === 0
            ? words.t("bots.nowhere")
            : words.t(`bots.does.${does}`, { rooms: where })}
          {" · "}
          {usedAt !== undefined
            ? words.t("bots.used", { time: times.brief(usedAt, now) })
            : tokenAt !== undefined
            ? words.t("bots.token-made", { time: times.brief(tokenAt, now) })
            : words.t("bots.unused")}
          {" · "}
          {by.gone ? words.t("bots.orphan") : words.t("bots.by", { name: by.name })}
        </small>
      </div>
      <div class="doing">
        <details class="pop">
          <summary class="button" aria-label={words.t("bots.token-of", { name })}>
            {words.t("bots.token")}
          </summary>
          <div class="menu">
            <p class="faint small">{words.t("bots.token-hint")}</p>
            <ActionForm action={ACTIONS.botToken} about={{ id }}>
              <button type="submit">{words.t("bots.token-new")}</button>
            </ActionForm>
          </div>
        </details>
        <details class="pop">
          <summary class="button" aria-label={words.t("bots.change-of", { name })}>
            {words.t("bots.change")}
          </summary>
          <div class="menu">
            <ActionForm action={ACTIONS.botRooms} about={{ id }}>
              <RoomChoice
                rooms={[...rooms, ...choices.filter((one) => !isIn(rooms, one.id))]}
                chosen={rooms.map((room) => room.id)}
              />
              <button type="submit">{words.t("bots.rooms-save")}</button>
            </ActionForm>
            <ActionForm action={ACTIONS.removeBot} about={{ id }}>
              <button type="submit" class="danger">{words.t("bots.remove")}</button>
              <p class="faint small">{words.t("bots.remove-hint")}</p>
            </ActionForm>
          </div>
        </details>
      </div>
    </li>
  );
}

const isIn = (rooms: Rooms, id: string) => rooms.some((room) => room.id === id);

function AddBot({ rooms }: { rooms: Rooms }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.addBot);
  return (
    <Panel title={words.t("bots.add")}>
      <ActionForm action={ACTIONS.addBot} class="fields">
        <TextField
          name="name"
          label={words.t("bots.name")}
          autocomplete="off"
          required
          defaultValue={failed?.typed.name}
          error={failed?.field === "name" ? failed.message : undefined}
        />
        <fieldset class="choice">
          <legend>{words.t("bots.scopes")}</legend>
          {BOT_SCOPES.map((scope) => (
            <Check key={scope} name={scope} value="on" on={failed?.typed[scope] !== ""}>
              {words.t(`bots.scope.${scope}`)}
            </Check>
          ))}
        </fieldset>
        <RoomChoice rooms={rooms} chosen={failed?.typed.room?.split(" ") ?? []} />
        <button type="submit" class="button primary">{words.t("bots.save")}</button>
      </ActionForm>
    </Panel>
  );
}

/** Which rooms a bot is in. */
function RoomChoice({ rooms, chosen }: { rooms: Rooms; chosen: readonly string[] }) {
  const { words } = useAdministration();
  return (
    <fieldset class="choice room-choice">
      <legend>{words.t("bots.rooms")}</legend>
      {rooms.map((room) => (
        <Check key={room.id} name="room" value={room.id} on={chosen.includes(room.id)}>
          <span dir="auto"># {roomTitle(room)}</span>
        </Check>
      ))}
    </fieldset>
  );
}

function Check({ name, value, on, children }: {
  name: string;
  value: string;
  on: boolean;
  children: ComponentChildren;
}) {
  return (
    <label class="check">
      <input type="checkbox" name={name} value={value} defaultChecked={on} />
      {children}
    </label>
  );
}

function Makers({ makers }: { makers: (typeof BOT_MAKERS)[number] }) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("bots.makers")}>
      <ActionForm action={ACTIONS.botMakers} class="fields">
        <fieldset class="choice">
          <legend class="sr-only">{words.t("bots.makers")}</legend>
          {BOT_MAKERS.map((one) => (
            <label class="check" key={one}>
              <input type="radio" name="bots" value={one} defaultChecked={one === makers} />
              {words.t(`bots.makers.${one}`)}
            </label>
          ))}
        </fieldset>
        <button type="submit" class="button">{words.t("bots.makers-save")}</button>
      </ActionForm>
    </Panel>
  );
}
