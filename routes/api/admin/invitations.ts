import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration.ts";
import { durationField } from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { invitationLink } from "../../../lib/ui/paths.ts";
import { pictureRequest } from "../../../lib/protocol/requests/pictures.ts";
import { CommunityProfile, CommunityWords } from "../../../lib/protocol/community.ts";
import { Invitation, Settings } from "../../../lib/protocol/administration.ts";

/** Who may come in, and the links that let somebody. */
export function admissionOperations(
  { administration }: { administration: Administration },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/settings",
      summary: "Who may come in: by a name alone, and by registering",
      reply: Settings,
      open: true,
      run: () => administration.settings(),
    }),
    operation({
      method: "PATCH",
      path: "/admin/settings",
      summary: "Decide who may come in",
      body: v.partial(Settings),
      reply: Settings,
      run: ({ actor, body }) => administration.changeSettings(actor(), body),
    }),
    ...communityOperations(administration),
    operation({
      method: "POST",
      path: "/admin/invitations",
      summary: "Make a link to register with: once within 7d, or as said; “never” has no end",
      status: 201,
      body: v.object({
        uses: v.optional(v.pipe(v.number(), v.integer())),
        duration: v.optional(durationField),
      }),
      reply: v.object({ invitation: Invitation }),
      async run({ c, actor, body }) {
        const made = await administration.makeInvitation(actor(), body);
        return { invitation: { ...made, link: invitationLink(c.var.origin, made.code) } };
      },
    }),
    operation({
      method: "GET",
      path: "/admin/invitations",
      summary: "One's own invitations; for administrators, all",
      reply: v.object({ invitations: v.array(Invitation) }),
      async run({ c, actor }) {
        const found = await administration.invitations(actor());
        return {
          invitations: found.map((one) => ({
            ...one,
            link: invitationLink(c.var.origin, one.code),
          })),
        };
      },
    }),
    operation({
      method: "DELETE",
      path: "/admin/invitations/:code",
      summary: "Take an invitation back",
      run: ({ actor, part }) => administration.revokeInvitation(actor(), part("code")),
    }),
  ];
}

/** What the community says of itself. */
function communityOperations(administration: Administration): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/community",
      summary:
        "What the community says of itself: name, icon, welcome, rules, accent, terms, first room, statuses to choose from",
      reply: CommunityProfile,
      open: true,
      run: () => Promise.resolve(administration.profile()),
    }),
    operation({
      method: "PATCH",
      path: "/admin/community",
      summary: "Change what the community says of itself",
      body: v.object({
        ...v.partial(CommunityWords).entries,
        asksAgain: v.optional(v.boolean()),
      }),
      reply: CommunityProfile,
      run: ({ actor, body }) => administration.changeProfile(actor(), body),
    }),
    operation({
      method: "PUT",
      path: "/admin/community/picture",
      summary: "Put an uploaded picture in place of the community's sign, or none",
      body: pictureRequest,
      reply: CommunityProfile,
      run: ({ actor, body: { file } }) => administration.changeIcon(actor(), file ?? undefined),
    }),
  ];
}
