// Props and texts of the account page.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { AccountWords } from "../../i18n/catalogs.ts";
import { type Translator, translatorOf } from "../../i18n/translator.ts";
import type { en } from "../../i18n/account/en.ts";
import type { Registration } from "../../protocol/administration.ts";
import type { Person } from "../../protocol/events.ts";
import type { PageProps } from "../pages/props.ts";

/** A session of the user. Times in milliseconds UTC. */
export interface OwnSession {
  id: string;
  device: string;
  createdAt: number;
  usedAt: number;
  /** In use now. */
  open: boolean;
  current: boolean;
}

/** A passkey of the user. Times in milliseconds UTC. */
export interface OwnPasskey {
  id: string;
  name: string;
  createdAt: number;
  usedAt?: number;
}

/** What the last form did. */
export const ACCOUNT_DONE = [
  "name",
  "sign-in-name",
  "password",
  "membership",
  "sessions",
  "others",
  "passkey-added",
  "passkey-renamed",
  "passkey-removed",
  "foreign-linked",
  "foreign-unlinked",
] as const;
export type AccountDone = (typeof ACCOUNT_DONE)[number];

/** The forms of the page. */
export const FORMS = [
  ...[
    "name",
    "sign-in-name",
    "password",
    "passkeys",
    "foreign",
    "membership",
    "sessions",
    "delete",
  ] as const,
] as const;
export type AccountForm = (typeof FORMS)[number];

/** Props of the account page. */
export interface AccountPageProps extends PageProps {
  words: AccountWords;
  me: Person;
  /** The form for which the browser works: by itself (a guest becomes a member), or with its user. */
  working?: AccountForm;
  /** What a member signs in with; guests do not. */
  signInName?: string;
  sessions: OwnSession[];
  passkeys: OwnPasskey[];
  /** Connected accounts by which they come in, and what else they could connect. */
  foreign: {
    accounts: { id: string; provider: string; label: string; createdAt: number }[];
    providers: { id: string; name: string }[];
  };
  /** Without one, who signed in just now proves who they are by that. */
  hasPassword: boolean;
  /** Their second factor: since when it is on, and whether the community asks for it. */
  factor: { since?: number; required: boolean };
  /** Whether the browser makes passkeys; unset where no script has looked. */
  canAdd?: boolean;
  /** Whether a guest needs an invitation to become a member; closed: they cannot. */
  registration: Registration;
  /** The guest came by an invitation, and is asked for none. */
  invited?: boolean;
  /** The invitation code that is in the address; `over`: it does not count. */
  invite?: string;
  over?: boolean;
  done?: AccountDone;
  failed?: AccountFailure;
}

/** Why a form was rejected, and what was typed, passwords excepted. */
export interface AccountFailure {
  form: AccountForm;
  /** The field that it concerns; the form as a whole without one. */
  field?: string;
  message: string;
  typed: Record<string, string>;
  /** The page was made anew, without the passwords. */
  anew?: boolean;
}

const AccountContext = createContext<Translator<typeof en> | undefined>(undefined);

/** Provides the page's translator to its panels. */
export const AccountProvider = AccountContext.Provider;

/** The account page's translator. Throws outside an `AccountProvider`. */
export function useAccountWords(): Translator<typeof en> {
  const words = useContext(AccountContext);
  if (!words) throw new Error("This component stands outside an AccountProvider");
  return words;
}

/** Builds the account page's translator. */
export function accountWordsOf({ reader, words }: AccountPageProps): Translator<typeof en> {
  return translatorOf<typeof en>(reader.preferences.locale, words);
}
