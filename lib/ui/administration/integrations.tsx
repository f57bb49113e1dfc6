import { BOT_MAKERS } from "../../protocol/administration.ts";
import { type Bot, BOT_SCOPES } from "../../protocol/bots.ts";
import { RoleTag } from "../elements/role_tag.tsx";
import { useReading } from "../reading.ts";
import { settingsIcons } from "../settings/settings_icons.tsx";
import { roomTitle } from "../room/page_title.ts";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { AddHook, TryHook } from "./incoming_hooks.tsx";
import { byTitle, Check, NameField, RoomChoice } from "./bot_fields.tsx";
import { AddOutgoing, Deliveries, OutgoingDoes } from "./outgoing_hooks.tsx";
import { Commands } from "./commands.tsx";
import { Panel } from "./panel.tsx";
import { ShownOnce } from "./shown_once.tsx";
import { ACTIONS, deliveriesPath } from "./paths.ts";
import type { ViewOf } from "./views.ts";

type Rooms = Bot["rooms"];

/** Bots: who they are, where, and what opens them. */
export function Integrations({ view }: { view: ViewOf<"integrations"> }) {
  const { words } = useAdministration();
  const { bots, commands, makers, previews, told } = view;
  const rooms = byTitle(words.locale, view.rooms);
  return (
    <>
      <NewSecret />
      <Panel title={words.t("bots.title")}>
        {bots.length === 0 && <p class="note said">{words.t("bots.none")}</p>}
        <ul class="bots">
          {bots.map((one) => <BotRow key={one.bot.id} {...one} choices={rooms} />)}
        </ul>
      </Panel>
      {told && <Deliveries told={told} />}
      <AddBot rooms={rooms} />
      <AddHook rooms={rooms} />
      <TryHook hooks={bots.filter(({ hook }) => hook)} />
      <AddOutgoing rooms={rooms} />
      <Commands commands={commands} bots={bots} />
      {makers && <Makers makers={makers} />}
      {previews !== undefined && <Previews on={previews} />}
    </>
  );
}

/** The token or the address that was made a moment ago. */
function NewSecret() {
  const { words, shown: { token } } = useAdministration();
  if (!token) return null;
  const { name, text, address, secret } = token;
  const kind = secret ? "outgoing" : address ? "hooks" : "bots";
  const title = words.t(`${kind}.made`, { name });
  return (
    <Panel title={title}>
      <ShownOnce
        text={text}
        label={title}
        hint={words.t(`${kind}.made-hint`)}
      />
    </Panel>
  );
}

function BotRow({ choices, ...one }: Bot & { choices: Rooms }) {
  const { words } = useAdministration();
  const { bot, by, hook, outgoing } = one;
  const { id, name } = bot;
  const [about, action] = hook
    ? ["hooks.address", ACTIONS.hookAddress] as const
    : outgoing
    ? ["outgoing.secret", ACTIONS.outgoingSecret] as const
    : ["bots.token", ACTIONS.botToken] as const;
  return (
    <li data-bot={name}>
      <span class="bot-face" aria-hidden="true">
        {hook ? <settingsIcons.plug /> : outgoing ? <settingsIcons.out /> : <settingsIcons.bot />}
      </span>
      <div class="about">
        <b dir="auto">{name}</b>{" "}
        {hook || outgoing ? <span class="tag">{words.t("hooks.tag")}</span> : <RoleTag {...bot} />}
        <small>
          {outgoing ? <OutgoingDoes {...one} outgoing={outgoing} /> : <Does {...one} />}
          {" · "}
          {by.gone
            ? words.t(hook ? "hooks.orphan" : outgoing ? "outgoing.orphan" : "bots.orphan")
            : words.t("bots.by", { name: by.name })}
        </small>
      </div>
      <div class="doing">
        {outgoing && (
          <a
            class="button"
            href={deliveriesPath(id)}
            aria-label={words.t("outgoing.look-at", { name })}
          >
            {words.t("outgoing.look")}
          </a>
        )}
        <details class="pop">
          <summary class="button" aria-label={words.t(`${about}-of`, { name })}>
            {words.t(about)}
          </summary>
          <div class="menu">
            <p class="faint small">{words.t(`${about}-hint`)}</p>
            <ActionForm action={action} about={{ id }}>
              <button type="submit">{words.t(`${about}-new`)}</button>
            </ActionForm>
          </div>
        </details>
        <ChangeMenu {...one} choices={choices} />
      </div>
    </li>
  );
}

/** What a bot does where, and when it last did. */
function Does({ scopes, tokenAt, usedAt, hook, rooms }: Bot) {
  const { words } = useAdministration();
  const { times, now } = useReading();
  const where = {
    rooms: byTitle(words.locale, rooms).map((room) => `# ${roomTitle(room)}`).join(", "),
  };
  const used = hook ? hook.usedAt : usedAt;
  const does = scopes.length === BOT_SCOPES.length ? "both" : scopes[0] ?? "none";
  return (
    <>
      {rooms.length === 0
        ? words.t("bots.nowhere")
        : words.t(hook ? "hooks.does" : `bots.does.${does}`, where)}
      {" · "}
      {used !== undefined
        ? words.t("bots.used", { time: times.brief(used, now) })
        : hook
        ? words.t("hooks.unused")
        : tokenAt !== undefined
        ? words.t("bots.token-made", { time: times.brief(tokenAt, now) })
        : words.t("bots.unused")}
    </>
  );
}

function ChangeMenu({ bot: { id, name }, hook, rooms, choices }: Bot & { choices: Rooms }) {
  const { words } = useAdministration();
  return (
    <details class="pop">
      <summary class="button" aria-label={words.t("bots.change-of", { name })}>
        {words.t("bots.change")}
      </summary>
      <div class="menu">
        <ActionForm action={ACTIONS.botRooms} about={{ id }}>
          <RoomChoice
            rooms={[...rooms, ...choices.filter((one) => !isIn(rooms, one.id))]}
            chosen={rooms.map((room) => room.id)}
            one={hook !== undefined}
          />
          <button type="submit">{words.t("bots.rooms-save")}</button>
        </ActionForm>
        <ActionForm action={ACTIONS.removeBot} about={{ id }}>
          <button type="submit" class="danger">{words.t("bots.remove")}</button>
          <p class="faint small">{words.t("bots.remove-hint")}</p>
        </ActionForm>
      </div>
    </details>
  );
}

const isIn = (rooms: Rooms, id: string) => rooms.some((room) => room.id === id);

function AddBot({ rooms }: { rooms: Rooms }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.addBot);
  return (
    <Panel title={words.t("bots.add")}>
      <ActionForm action={ACTIONS.addBot} class="fields">
        <NameField of="bots" failed={failed} />
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

/** Whether the server reads the pages that messages link to. */
function Previews({ on }: { on: boolean }) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("previews.title")}>
      <ActionForm action={ACTIONS.previews} class="fields">
        <label class="check">
          <input type="checkbox" name="previews" value="on" defaultChecked={on} />
          {words.t("previews.on")}
        </label>
        <p class="note">{words.t("previews.hint")}</p>
        <button type="submit" class="button">{words.t("bots.makers-save")}</button>
      </ActionForm>
    </Panel>
  );
}
