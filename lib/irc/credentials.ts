// Who somebody is, by what an IRC client gives: an account and its password, a token, or a name alone.
import type { Actor } from "../chat/chat.ts";
import type { Entered, Visitor } from "../chat/identity/identity.ts";
import { isLocale, type Locale } from "../i18n/locale.ts";
import { ChatError } from "../protocol/errors.ts";
import { nameKey } from "../protocol/names.ts";
import type { IrcGateway } from "./gateway.ts";
import { nameOfNick } from "./text/names.ts";

/** How the session is called in the list of one's sessions. */
const DEVICE = "IRC";

/** Somebody who came in. */
export interface Admitted {
  actor: Actor;
  /** The language of their account, if it has one. */
  locale?: Locale;
  /** Only this connection holds the session: it ends with it. */
  ownSession: boolean;
  /** A guest's way back. */
  token?: string;
}

type Ways = Pick<IrcGateway, "identity">;

function visitor(address: string, locale: Locale): Visitor {
  return { address, device: DEVICE, locale };
}

/** As a guest, by the name that a nick stands for. Throws as `Identity.enter` does. */
export async function enterAsGuest(
  { identity }: Ways,
  nick: string,
  from: { address: string; locale: Locale },
): Promise<Admitted> {
  const { actor, token } = await identity.enter(
    visitor(from.address, from.locale),
    nameOfNick(nick),
  );
  return { actor, token, ownSession: false };
}

/**
 * With an account and its password; or with a token as the password, then the account is empty or the
 * name of whom it belongs to. Throws `wrong-credentials`, and why somebody is kept out.
 */
export async function signIn(
  { identity }: Ways,
  { account, password }: { account: string; password: string },
  from: { address: string; locale: Locale },
): Promise<Admitted> {
  const held = await byToken({ identity }, password, from.address);
  if (held) {
    const meant = account === "" ||
      [account, nameOfNick(account)].some((name) =>
        nameKey(name) === nameKey(held.actor.user.name)
      );
    if (meant) return held;
  }
  if (account === "") throw new ChatError("wrong-credentials");
  const entered = await enterBy(identity, visitor(from.address, from.locale), account, password);
  const known = await byToken({ identity }, entered.token, from.address);
  return { actor: entered.actor, ...known, ownSession: true };
}

/** By the name as it was given, else by the one that it stands for as a nick: one of both may exist. */
async function enterBy(
  identity: Ways["identity"],
  from: Visitor,
  account: string,
  password: string,
): Promise<Entered> {
  const meant = nameOfNick(account);
  try {
    return await identity.signIn(from, { name: account, password });
  } catch (error) {
    const wrong = error instanceof ChatError && error.refusal === "wrong-credentials";
    if (!wrong || meant === account) throw error;
    return await identity.signIn(from, { name: meant, password });
  }
}

/** Whoever holds a token. Throws why they are kept out. */
async function byToken(
  { identity }: Ways,
  token: string,
  address: string,
): Promise<Admitted | undefined> {
  const known = await identity.authenticate(token, address);
  if (!known) return undefined;
  if (known.barred) throw known.barred;
  const { actor, locale } = known;
  return { actor, ownSession: false, ...(isLocale(locale) && { locale }) };
}
