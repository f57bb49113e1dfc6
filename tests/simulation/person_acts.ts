import type { GroupAct, PersonAct } from "./actions.ts";
import type { SimulatedPerson } from "./simulated_person.ts";

/** Has somebody do something in a conversation. `others`: everyone who is there. */
export function actAs(
  person: SimulatedPerson,
  conversation: string,
  act: PersonAct,
  others: readonly SimulatedPerson[],
): void {
  switch (act.do) {
    case "send":
      return person.write(conversation);
    case "call": {
      const named = act.whom === "room"
        ? "room"
        : others[act.whom % others.length]?.actor.user.name;
      return person.write(conversation, { calls: ` @${named}` });
    }
    case "draft":
      return person.draft(conversation);
    case "reply":
      return person.reply(conversation, act.nth, act.alsoInRoom);
    case "read-thread":
      return person.readThread(conversation, act.nth);
    case "follow":
      return person.follow(conversation, act.nth, act.on);
    case "unread-thread":
      return person.markThreadUnread(conversation, act.nth);
    case "delete":
      return person.delete(conversation, act.nth);
    case "edit":
      return person.edit(conversation, act.nth);
    case "react":
      return person.react(conversation, act.nth, act.emoji, act.on);
    case "pin":
      return person.pin(conversation, act.nth, act.on);
    case "read":
      return person.read(conversation);
  }
}

/** Has somebody do something with a group. */
export function actInGroup(act: GroupAct, person: (which: number) => SimulatedPerson): void {
  const one = person(act.client);
  switch (act.do) {
    case "open":
      return one.openGroup(act.others.map(person));
    case "add":
      return one.add(person(act.whom), act.all);
    case "say":
      return one.sayInGroup();
    case "name":
      return one.nameGroup(act.title);
    case "leave":
      return one.leaveGroup();
  }
}
