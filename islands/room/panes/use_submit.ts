import { useRef } from "preact/hooks";

/**
 * A form's handler that stays on the page. While one submission is under way, a second press does
 * nothing.
 */
export function useSubmit(
  submit: (form: HTMLFormElement, submitter: HTMLElement | null) => Promise<void>,
): (event: SubmitEvent) => Promise<void> {
  const underWay = useRef(false);
  return async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (underWay.current || !(form instanceof HTMLFormElement)) return;
    underWay.current = true;
    try {
      await submit(form, event.submitter);
    } finally {
      underWay.current = false;
    }
  };
}
