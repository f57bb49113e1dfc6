// Forms in parts (RFC 7578), as programs send them that post files with their words.

/** A form: its fields, and what those are called that hold files. */
export interface PartedForm {
  fields: URLSearchParams;
  files: string[];
}

/**
 * Reads a form in parts from its text; `undefined` for what is called otherwise. What was no text in
 * it is lost, and nobody asks for that: of files their names alone are read. Never throws.
 */
export function readMultipart(body: string, type: string): PartedForm | undefined {
  if (!/^multipart\/form-data\b/i.test(type)) return undefined;
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return undefined;
  const form: PartedForm = { fields: new URLSearchParams(), files: [] };
  // The first part is what stands before all of them.
  for (const part of `\r\n${body}`.split(`\r\n--${boundary}`).slice(1)) {
    const end = part.indexOf("\r\n\r\n");
    if (end < 0) continue;
    const said = /^content-disposition:(.*)$/im.exec(part.slice(0, end))?.[1] ?? "";
    const [, named, plain] = /[;\s]name=(?:"([^"]*)"|([^";\s]+))/i.exec(said) ?? [];
    const name = named ?? plain;
    if (name === undefined) continue;
    const file = /[;\s]filename\*?="?([^";]*)/i.exec(said)?.[1];
    if (file !== undefined) form.files.push(name || file);
    else form.fields.append(name, part.slice(end + 4));
  }
  return form;
}
