import { keys } from "../../../lib/kv/keys.ts";
import type { Mutation } from "../../../lib/kv/kv.ts";
import { linkContract } from "../../contracts/link_contract.ts";
import type { Fate } from "../../support/fake_channel.ts";

linkContract("near", async (instances) => {
  const sender = await instances.start("a", { near: true });
  const receiver = await instances.start("b", { near: true });
  let current: Fate = "pass";
  instances.channels.fate = (message, from) => {
    const isPost = typeof message === "object" && message !== null && "to" in message;
    return from === "a" && isPost ? current : "pass";
  };
  return {
    sender,
    receiver,
    fate: (fate) => current = fate,
    release: async () => {
      instances.channels.release();
      await instances.clock.settle();
    },
  };
});

linkContract("far", async (instances) => {
  const sender = await instances.start("a");
  const receiver = await instances.start("b");
  let current: Fate = "pass";
  const held: Mutation[] = [];
  const isEntry = ({ key }: Mutation) => key[0] === keys.inboxOf("b")[0];
  sender.kv.carry = (mutations) => {
    const entries = mutations.filter(isEntry);
    if (current === "hold" || current === "double") held.push(...entries);
    const lost = current === "drop" || current === "hold";
    return lost ? mutations.filter((mutation) => !isEntry(mutation)) : mutations;
  };
  return {
    sender,
    receiver,
    fate: (fate) => current = fate,
    release: async () => {
      const wake: Mutation = { type: "set", key: keys.wake("b"), value: "a" };
      await instances.kv.commit([], [...held.splice(0), wake]);
      await instances.clock.settle();
    },
  };
});
