// What the page of one's own account is drawn from, and the words that it alone says.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { AccountWords } from "../../i18n/catalogs.ts";
import { type Translator, translatorOf } from "../../i18n/translator.ts";
import type { en } from "../../i18n/account/en.ts";
import type { Registration } from "../../protocol/administration.ts";
import type { Person } from "../../protocol/events.ts";
import type { PageProps } from "../pages/props.ts";

/** A session as its owner sees it. Times in milliseconds UTC. */
export interface OwnSession {
  id: string;
  device: string;
  createdAt: number;
  usedAt: number;
  current: boolean;
}

/** What was just done. */
export const ACCOUNT_DONE = ["name", "password", "membership", "sessions", "others"] as const;
export type AccountDone = (typeof ACCOUNT_DONE)[number];

/** The forms of the page. */
export type AccountForm = "name" | "password" | "membership" | "sessions" | "delete";

/** The page of one's own account. */
export interface AccountPageProps extends PageProps {
  words: AccountWords;
  me: Person;
  sessions: OwnSession[];
  /** Whether a guest needs an invitation to become a member; closed: they cannot. */
  registration: Registration;
  /** The code of the link by which a guest came here. */
  invite?: string;
  done?: AccountDone;
  failed?: AccountFailure;
}

/** What was not done, why, and what was typed: it is kept, but for passwords. */
export interface AccountFailure {
  form: AccountForm;
  /** The field that it concerns; the form as a whole without one. */
  field?: string;
  message: string;
  typed: Record<string, string>;
}

const AccountContext = createContext<Translator<typeof en> | undefined>(undefined);

/** Gives the panels of the page their words. */
export const AccountProvider = AccountContext.Provider;

/** The words of the page of one's own account. */
export function useAccountWords(): Translator<typeof en> {
  const words = useContext(AccountContext);
  if (!words) throw new Error("This component stands outside an AccountProvider");
  return words;
}

/** Makes those words. */
export function accountWordsOf({ reader, words }: AccountPageProps): Translator<typeof en> {
  return translatorOf<typeof en>(reader.preferences.locale, words);
}
