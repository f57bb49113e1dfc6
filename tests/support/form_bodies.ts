// Bodies of forms, as programs that are no browser write them.

/** A form in parts, as programs send it that post a file with their words. */
export const PARTS = "multipart/form-data; boundary=--seam";
/** Its body: the fields, each with what its head says. */
export const parts = (...of: Array<[head: string, body: string]>) =>
  `${
    of.map(([head, body]) =>
      `----seam\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
    ).join("")
  }----seam--\r\n`;
/** JSON in the field of a form, as Slack and Mattermost take it too. */
export const formOf = (payload: object) =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
