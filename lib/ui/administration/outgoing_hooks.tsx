import type { Bot } from "../../protocol/bots.ts";
import {
  type HookDelivery,
  type Outgoing,
  OUTGOING_EVENTS,
  type OutgoingEvent,
} from "../../protocol/outgoing.ts";
import { TextField } from "../elements/text_field.tsx";
import { useReading } from "../reading.ts";
import { roomTitle } from "../room/page_title.ts";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { Check, NameField, RoomChoice } from "./bot_fields.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";
import type { Failure } from "./views.ts";

/** What an outgoing hook does, in the list of bots. */
export function OutgoingDoes({ outgoing, rooms }: Pick<Bot, "rooms"> & { outgoing: Outgoing }) {
  const { words } = useAdministration();
  const { off, failed } = outgoing;
  const where = rooms.map((room) => `# ${roomTitle(room)}`).join(", ");
  return (
    <>
      {off ? <span class="tag bad">{words.t("outgoing.off")}</span> : failed !== undefined &&
        <span class="tag bad">{words.t("outgoing.failed", { count: failed })}</span>}{" "}
      {words.t("outgoing.does", { host: new URL(outgoing.url).host, rooms: where })}
    </>
  );
}

/** A hook that calls another service. */
export function AddOutgoing({ rooms }: { rooms: Bot["rooms"] }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.addOutgoing);
  return (
    <Panel
      title={words.t("outgoing.add")}
      beside={<span class="faint small">{words.t("outgoing.add-hint")}</span>}
    >
      <ActionForm action={ACTIONS.addOutgoing} class="fields">
        <NameField of="outgoing" failed={failed} />
        <CallFields
          id="outgoing"
          failed={failed}
          now={{ url: "", events: ["message"], keywords: [] }}
        />
        <RoomChoice rooms={rooms} chosen={failed?.typed.room?.split(" ") ?? []} />
        <button type="submit" class="button primary">{words.t("outgoing.save")}</button>
      </ActionForm>
    </Panel>
  );
}

/** What it calls, and about what. */
function CallFields({ id, failed, now }: {
  id: string;
  failed: Failure | undefined;
  now: Pick<Outgoing, "url" | "events" | "keywords">;
}) {
  const { words } = useAdministration();
  const chosen = failed?.typed.event?.split(" ") ?? now.events;
  const isOn = (event: OutgoingEvent) => chosen.includes(event);
  const errorOf = (field: string) => failed?.field === field ? failed.message : undefined;
  return (
    <>
      <TextField
        id={`${id}-url`}
        name="url"
        label={words.t("outgoing.url")}
        autocomplete="off"
        required
        defaultValue={failed?.typed.url ?? now.url}
        error={errorOf("url")}
      />
      <fieldset class="choice">
        <legend>{words.t("outgoing.events")}</legend>
        {OUTGOING_EVENTS.map((event) => (
          <Check key={event} name="event" value={event} on={isOn(event)}>
            {words.t(`outgoing.event.${event}`)}
          </Check>
        ))}
      </fieldset>
      <TextField
        id={`${id}-keywords`}
        name="keywords"
        label={words.t("outgoing.keywords")}
        autocomplete="off"
        defaultValue={failed?.typed.keywords ?? now.keywords.join(", ")}
        error={errorOf("keywords")}
      />
    </>
  );
}

/** What a hook was told lately, and how to change it. */
export function Deliveries({ told: { bot: { bot, outgoing }, deliveries } }: {
  told: { bot: Bot; deliveries: readonly HookDelivery[] };
}) {
  const { words } = useAdministration();
  const { id, name } = bot;
  const failed = useFailure(ACTIONS.changeOutgoing, id);
  if (!outgoing) return null;
  const { off } = outgoing;
  return (
    <div id="deliveries">
      <Panel
        title={words.t("outgoing.deliveries", { name })}
        beside={<span class="faint small">{words.t("outgoing.kept")}</span>}
      >
        {off && <p class="note said">{words.t(`outgoing.off-${off}`)}</p>}
        {deliveries.length === 0 && <p class="note said">{words.t("outgoing.none")}</p>}
        <ul class="deliveries">
          {deliveries.map((one) => <DeliveryRow key={one.id} hook={id} {...one} />)}
        </ul>
        <ActionForm action={ACTIONS.changeOutgoing} about={{ id }} class="fields">
          <CallFields id="changed" failed={failed} now={outgoing} />
          <div class="row">
            <button type="submit" class="button primary">{words.t("outgoing.change")}</button>
            <button type="submit" class="button" name="on" value={off ? "on" : "off"}>
              {words.t(off ? "outgoing.turn-on" : "outgoing.turn-off")}
            </button>
          </div>
        </ActionForm>
      </Panel>
    </div>
  );
}

function DeliveryRow({ hook, ...one }: HookDelivery & { hook: string }) {
  const { words } = useAdministration();
  const { times, now } = useReading();
  const { tries, state } = one;
  const last = tries.at(-1);
  const said = last?.failed
    ? words.t(`outgoing.no-answer.${last.failed}`)
    : [last?.status, last?.said].filter((part) => part !== undefined).join(" · ");
  return (
    <li>
      <time dateTime={new Date(one.at).toISOString()} title={times.full(one.at)}>
        {times.brief(one.at, now)}
      </time>
      <span>
        <code>{one.type}</code> · <span dir="auto"># {one.room}</span>
      </span>
      <span
        class="tries"
        role="img"
        aria-label={words.t("outgoing.tries", { count: tries.length })}
      >
        {tries.map(({ at, status = 0 }) => (
          <i key={at} class={status >= 200 && status < 300 ? undefined : "no"} />
        ))}
        {state === "waiting" && <i class="yet" />}
      </span>
      <DeliveryState {...one} />
      {state !== "done" && (
        <small>
          {said}{" "}
          {state !== "dropped" && (
            <ActionForm action={ACTIONS.sendAgain} about={{ id: hook, delivery: one.id }}>
              <button type="submit" class="link small">{words.t("outgoing.again")}</button>
            </ActionForm>
          )}
        </small>
      )}
    </li>
  );
}

function DeliveryState({ state, tries, next }: HookDelivery) {
  const { words } = useAdministration();
  const { times, now } = useReading();
  const last = tries.at(-1);
  switch (state) {
    case "done":
      return <span class="tag good">{last?.status} · {Math.round(last?.ms ?? 0)} ms</span>;
    case "failed":
      return <span class="tag bad">{words.t("outgoing.given-up")}</span>;
    case "dropped":
      return <span class="tag">{words.t("outgoing.dropped")}</span>;
    case "waiting":
      return (
        <span class="tag">
          {next === undefined ? "…" : words.t("outgoing.next", { time: times.brief(next, now) })}
        </span>
      );
  }
}
