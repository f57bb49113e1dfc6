export interface ConfirmationProps {
  name: string;
  label: string;
  /** Id of the error element, unique on the page. */
  errorId: string;
  /** The error when the box was not ticked. */
  error: string | undefined;
  /** It was ticked before. */
  checked?: boolean;
  /** Only the server can say whether it is needed, by what else is filled in. */
  mayStayOpen?: boolean;
}

/** A checkbox before something that cannot be undone. */
export function Confirmation(
  { name, label, errorId, error, checked, mayStayOpen }: ConfirmationProps,
) {
  return (
    <div class="input">
      <label class="check">
        <input
          type="checkbox"
          name={name}
          value="on"
          required={!mayStayOpen}
          defaultChecked={checked}
          autofocus={error ? true : undefined}
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error ? errorId : undefined}
        />
        {label}
      </label>
      {error && <span class="error" role="alert" id={errorId}>{error}</span>}
    </div>
  );
}
