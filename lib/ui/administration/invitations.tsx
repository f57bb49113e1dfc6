import type { Invitation } from "../../protocol/administration.ts";
import { may } from "../../protocol/permissions.ts";
import { useReading } from "../reading.ts";
import { leadsToThisMachine } from "../this_machine.ts";
import { TextField } from "../elements/text_field.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { CopyButton } from "./copy_button.tsx";
import { ActionForm } from "./action_form.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";
import type { ViewOf } from "./views.ts";

const DURATIONS = [["24h", "for.24h"], ["7d", "for.7d"], ["never", "invite.never"]] as const;
const USUAL_DURATION = "7d";
/** A class, or a club: one link for all of them. */
const USUAL_USES = "30";

/** Invitation links: create, copy, revoke. */
export function Invitations({ view }: { view: ViewOf<"invitations"> }) {
  const { words, me } = useAdministration();
  return (
    <>
      <Make />
      <Panel
        title={words.t("invitations")}
        beside={!may(me.role, "change who may come in") && (
          <span class="faint small">{words.t("invite.mine")}</span>
        )}
      >
        {view.invitations.length === 0 && <p class="note said">{words.t("invite.none")}</p>}
        {view.invitations.some(({ link }) => leadsToThisMachine(link)) && (
          <p class="note said">{words.t("invite.local")}</p>
        )}
        <ul class="rooms-list">
          {view.invitations.map((one) => <InvitationRow key={one.code} invitation={one} />)}
        </ul>
      </Panel>
    </>
  );
}

function Make() {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.invite);
  return (
    <Panel title={words.t("invite.make")}>
      <ActionForm action={ACTIONS.invite} class="fields row find">
        <TextField
          name="uses"
          label={words.t("invite.uses")}
          autocomplete="off"
          required
          defaultValue={failed?.typed.uses ?? USUAL_USES}
          error={failed?.field === "uses" ? failed.message : undefined}
        />
        <div class="input">
          <label for="invite-duration">{words.t("invite.until")}</label>
          <select id="invite-duration" name="duration">
            {DURATIONS.map(([value, key]) => (
              <option
                key={value}
                value={value}
                selected={value === (failed?.typed.duration ?? USUAL_DURATION)}
              >
                {words.t(key)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="button primary">{words.t("invite.save")}</button>
      </ActionForm>
      <p class="note said">{words.t("invite.rooms")}</p>
    </Panel>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { words } = useAdministration();
  const { times, now } = useReading();
  const { code, link, used, uses, until, by } = invitation;
  const state = used >= uses
    ? words.t("invite.full")
    : until === undefined
    ? words.t("invite.never")
    : until <= now
    ? words.t("invite.over")
    : words.t("invite.ends", { time: times.brief(until, now) });
  return (
    <li>
      <div class="invitation">
        <input
          id={`link-${code}`}
          class="link-field"
          readOnly
          value={link}
          aria-label={`${words.t("invite.link")} ${code}`}
        />
        <p>
          {words.t("invite.used", { used: words.number(used), count: uses })} · {state} ·{" "}
          {words.t("sanction.by", {
            name: by.name || words.t("gone"),
            time: times.brief(invitation.createdAt, now),
          })}
        </p>
      </div>
      <div class="doing">
        <CopyButton text={link} />
        <ActionForm action={ACTIONS.revoke} about={{ code }}>
          <button
            type="submit"
            class="button danger"
            aria-label={words.t("invite.revoke-one", { code })}
          >
            {words.t("invite.revoke")}
          </button>
        </ActionForm>
      </div>
    </li>
  );
}
