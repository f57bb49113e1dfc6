export interface ConfirmationProps {
  name: string;
  label: string;
  /** The id of the error; one a page. */
  errorId: string;
  /** What is wrong where it was not ticked. */
  error: string | undefined;
}

/** A clear yes to what cannot be undone. */
export function Confirmation({ name, label, errorId, error }: ConfirmationProps) {
  return (
    <div class="input">
      <label class="check">
        <input
          type="checkbox"
          name={name}
          value="on"
          required
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error ? errorId : undefined}
        />
        {label}
      </label>
      {error && <span class="error" role="alert" id={errorId}>{error}</span>}
    </div>
  );
}
