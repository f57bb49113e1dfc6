/** Reloads the page when the server says that what it serves has changed. In `deno task dev` only. */
export function reloadOnChange(): void {
  let known: string | undefined;
  const source = new EventSource("/dev/changes");
  source.addEventListener("message", ({ data }) => {
    if (known !== undefined && known !== data) location.reload();
    known = data;
  });
  addEventListener("pagehide", () => source.close());
}
