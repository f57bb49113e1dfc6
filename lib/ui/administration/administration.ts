// Props and texts of the administration pages.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { en } from "../../i18n/administration/en.ts";
import type { AdministrationWords } from "../../i18n/catalogs.ts";
import { type Translator, translatorOf } from "../../i18n/translator.ts";
import type { Named } from "../../protocol/administration.ts";
import type { Person } from "../../protocol/events.ts";
import type { PageProps } from "../pages/props.ts";
import { formKey } from "./paths.ts";
import type { Failure, Shown } from "./views.ts";

/** Props of the administration pages; `shown` selects the page. */
export interface AdministrationPageProps extends PageProps {
  words: AdministrationWords;
  me: Person;
  /** Whether the reader may add bots. */
  addsBots: boolean;
  shown: Shown;
}

export type AdministrationTranslator = Translator<typeof en>;

/** What the parts of an administration page share. */
export interface AdministrationContextValue {
  words: AdministrationTranslator;
  me: Person;
  shown: Shown;
  /** Copies a text; absent without scripts. */
  copy?(text: string): Promise<void>;
  /** Sends exports; absent without scripts. */
  sending?: Sending;
  /** Finds members by how their name begins; absent without scripts. */
  findMembers?(query: string): Promise<readonly Named[]>;
}

/** An export that is sent, a part after the other. */
export interface Sending {
  send(file: File): void;
  /** How much of it is there, in bytes: while it is sent. */
  now?: { file: string; here: number; size: number };
  /** Why the last one was not sent, in words. */
  failed?: string;
}

const AdministrationContext = createContext<AdministrationContextValue | undefined>(undefined);

/** Provides the page's data to its parts. */
export const AdministrationProvider = AdministrationContext.Provider;

/** The page's data. Throws outside an `AdministrationProvider`. */
export function useAdministration(): AdministrationContextValue {
  const administering = useContext(AdministrationContext);
  if (!administering) throw new Error("This component stands outside an AdministrationProvider");
  return administering;
}

/** The words of a page of the administration. */
export function administrationWordsOf(
  { reader, words }: Pick<AdministrationPageProps, "reader" | "words">,
): AdministrationTranslator {
  return translatorOf<typeof en>(reader.preferences.locale, words);
}

/** The failure of one form of the page, if it failed. */
export function useFailure(action: string, ...about: string[]): Failure | undefined {
  const { failed } = useAdministration().shown;
  return failed?.form === formKey(action, ...about) ? failed : undefined;
}
