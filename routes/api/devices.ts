import * as v from "valibot";
import { deviceOf } from "../../lib/http/device.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import type { Push } from "../../lib/push/push.ts";

const device = v.object({
  id: v.string(),
  name: v.string(),
  addedAt: v.number(),
  sentAt: v.optional(v.number()),
  goneAt: v.optional(v.number()),
  current: v.boolean(),
});
const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2_000));

/** The devices that are notified while one looks at none of them. */
export function deviceOperations({ push }: { push: Push }): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/me/devices",
      summary: "One's devices that are pushed to, and the key that a browser subscribes with",
      reply: v.object({ key: v.string(), devices: v.array(device) }),
      run: async ({ actor }) => ({ key: await push.key(), devices: await push.devices(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/me/devices",
      summary: "Have a browser pushed to, by what its Push API gave (`PushSubscription.toJSON()`)",
      status: 201,
      body: v.object({
        endpoint: text,
        keys: v.object({ p256dh: text, auth: text }),
      }),
      reply: device,
      run: async ({ c, actor, body }) =>
        await push.add(actor(), body, {
          name: await deviceOf(c.req.header("user-agent")),
          origin: c.req.header("origin") ?? new URL(c.req.url).origin,
          locale: c.var.locale,
        }),
    }),
    operation({
      method: "DELETE",
      path: "/me/devices/:device",
      summary: "Push to it no more",
      run: ({ actor, part }) => push.remove(actor(), part("device")),
    }),
    operation({
      method: "POST",
      path: "/me/devices/:device/try",
      summary: "Send something to it now, and say what its push service answered",
      reply: v.object({
        is: v.picklist(["taken", "gone", "too-large", "later", "refused"]),
        status: v.optional(v.number()),
        said: v.optional(v.string()),
      }),
      run: ({ actor, part }) => push.try(actor(), part("device")),
    }),
  ];
}
