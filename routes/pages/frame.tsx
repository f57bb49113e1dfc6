import type { ComponentChildren } from "preact";
import { actorOf, type HttpContext } from "../../lib/http/environment.ts";
import { ChatFrame, type SidebarAppProps } from "../../lib/ui/pages/chat_frame.tsx";
import type { en } from "../../lib/i18n/administration/en.ts";
import { ADMINISTRATION_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { readListChoices } from "../../lib/ui/room/list_choices.ts";
import { SettingsNav } from "../../lib/ui/settings/settings_nav.tsx";
import { askedOf } from "./asked.ts";
import { communityOf } from "./community.ts";
import type { Page } from "./answer.tsx";
import { presenceWithReader } from "./reader_here.ts";
import { termsPath } from "./terms.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** The list of conversations that stands beside a page. */
export type Frame = SidebarAppProps;

/** The frame of a page for who asks: their conversations as they are now. */
export async function frameOf(c: HttpContext, services: PageServices): Promise<Frame> {
  const { chat } = services;
  const actor = actorOf(c);
  const [{ user, conversations, presence }, asked, { blocked }] = await Promise.all([
    chat.sync(actor),
    askedOf(services, actor),
    chat.settings(actor, {}),
  ]);
  return {
    reader: readerOf(c, services),
    ...communityOf(services),
    snapshot: {
      me: user,
      conversations,
      ...asked,
      ...(blocked.length > 0 && { blocked }),
      presence: presenceWithReader(presence, user),
    },
    list: readListChoices(c.req.header("Cookie"), user.id),
  };
}

/** A page beside the list of conversations: what is drawn of it stands in its own scrolling place. */
export async function framed<View extends Page>(
  c: HttpContext,
  services: PageServices,
  view: View,
): Promise<View> {
  const frame = await frameOf(c, services);
  return inFrame(
    services,
    view,
    frame,
    <div class="page-place" id="page" tabIndex={-1}>{view.body}</div>,
  );
}

/** The same for a page that fills the place of a conversation. */
export async function framedWhole<View extends Page>(
  c: HttpContext,
  services: PageServices,
  view: View,
): Promise<View> {
  return inFrame(services, view, await frameOf(c, services), view.body);
}

/**
 * The same for a page of the settings: their own list stands between the two, where `current` is marked:
 * the path of the page, which a form that is shown again is not at.
 */
export async function framedSettings<View extends Page>(
  c: HttpContext,
  services: PageServices,
  view: View,
  current: string = c.req.path,
): Promise<View> {
  const actor = actorOf(c); // before anything is begun that nobody would wait for
  const [frame, addsBots] = await Promise.all([
    frameOf(c, services),
    services.administration.mayAddBots(actor),
  ]);
  const { locale } = frame.reader.preferences;
  const { terms } = services.administration.profile();
  const body = (
    <div class="settings-frame">
      <SettingsNav
        me={frame.snapshot.me}
        community={frame.community}
        current={current}
        addsBots={addsBots}
        queue={frame.snapshot.queue}
        terms={terms === "" ? undefined : termsPath(terms)}
        words={translatorOf<typeof en>(locale, ADMINISTRATION_CATALOGS[locale])}
      />
      <div class="page-place" id="page" tabIndex={-1}>{view.body}</div>
    </div>
  );
  return inFrame(services, view, frame, body);
}

function inFrame<View extends Page>(
  { Island }: Pick<PageServices, "Island">,
  view: View,
  frame: Frame,
  children: ComponentChildren,
): View {
  const sidebar = <Island name="SidebarApp" props={frame} />;
  const body = <ChatFrame reader={frame.reader} sidebar={sidebar}>{children}</ChatFrame>;
  return { ...view, islands: [...view.islands ?? [], "SidebarApp"], body };
}
