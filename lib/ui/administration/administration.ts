// What the pages of the administration are drawn from, and how they speak.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { en } from "../../i18n/administration/en.ts";
import type { AdministrationWords } from "../../i18n/catalogs.ts";
import { type Translator, translatorOf } from "../../i18n/translator.ts";
import type { Person } from "../../protocol/events.ts";
import type { PageProps } from "../pages/props.ts";
import { formKey } from "./paths.ts";
import type { Failure, Shown } from "./views.ts";

/** Any page of the administration: `shown` says which. */
export interface AdministrationPageProps extends PageProps {
  words: AdministrationWords;
  me: Person;
  shown: Shown;
}

export type AdministrationTranslator = Translator<typeof en>;

/** What each part of a page of the administration may ask. */
export interface Administering {
  words: AdministrationTranslator;
  me: Person;
  shown: Shown;
  /** Copies a text; absent where no script runs. */
  copy?(text: string): Promise<void>;
}

const AdministrationContext = createContext<Administering | undefined>(undefined);

/** Gives the parts of a page what they may ask. */
export const AdministrationProvider = AdministrationContext.Provider;

/** What a part of a page may ask. */
export function useAdministration(): Administering {
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

/** What went wrong with a form of the page, if anything. */
export function useFailure(action: string, ...about: string[]): Failure | undefined {
  const { failed } = useAdministration().shown;
  return failed?.form === formKey(action, ...about) ? failed : undefined;
}
