import { useState } from "preact/hooks";
import * as v from "valibot";
import type { PageProps } from "../lib/ui/pages/props.ts";
import { postForm } from "./post_form.ts";

/** Props come from our own server, as those that a page brings along: this tells them from a problem. */
const Props = v.object({
  reader: v.object({ preferences: v.object({ locale: v.string() }), words: v.looseObject({}) }),
});

/**
 * The props of a page whose form has buttons for another language. `change` has the page say the same
 * in that language, and all that was typed stays; `undefined` where another button was pressed, `false`
 * where no answer came.
 */
export function useLanguage<P extends PageProps>(first: P): {
  props: P;
  change(event: SubmitEvent): Promise<boolean> | undefined;
} {
  const [props, setProps] = useState(first);
  async function load(form: HTMLFormElement, button: HTMLButtonElement): Promise<boolean> {
    const said = await postForm(form, v.custom<P>((value) => v.is(Props, value)), {
      action: button.formAction,
      more: { locale: button.value },
    });
    if (!said) return false;
    document.documentElement.lang = said.reader.preferences.locale;
    setProps(said);
    return true;
  }
  return {
    props,
    change(event) {
      const { submitter, target } = event;
      const isAsked = submitter instanceof HTMLButtonElement && submitter.name === "locale";
      if (!isAsked || !(target instanceof HTMLFormElement)) return undefined;
      event.preventDefault();
      return load(target, submitter);
    },
  };
}
