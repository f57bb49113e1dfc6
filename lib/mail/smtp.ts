// Mail, handed to a server by SMTP (RFC 5321).
import type { Transporter } from "nodemailer";
import { extraHeaders, firstWords, type MailAnswer, type SendMail } from "./send.ts";

/** Where mail is handed in, and whom it is from: see lib/config/config.ts. */
export interface SmtpOptions {
  /** `smtp://name:password@host:587`, `smtps://…:465`. */
  url: string;
  /** `Baobab Coop <chat@example.org>`. */
  from: string;
}

/** For so long a server may keep silent, in milliseconds. */
const SILENT_MS = 15_000;
const LOCAL: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1"]);

/** Sends by a server, over one connection that is kept for a while. */
export function createSmtp({ url, from }: SmtpOptions): SendMail {
  let transport: Promise<Transporter> | undefined;
  const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  return async (mail) => {
    const { id, to, subject, text } = mail;
    try {
      const by = await (transport ??= open(url));
      await by.sendMail({
        from,
        to: { name: "", address: to },
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: extraHeaders(mail),
      });
      return { is: "taken" };
    } catch (error) {
      return answerOf(error);
    }
  };
}

async function open(url: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer"); // few servers mail
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const host = hostname.replace(/^\[|\]$/g, "");
  return createTransport({
    host,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    // No password and no words go over a line that is read; to a server on the same machine there is none.
    ...(LOCAL.has(host) ? { ignoreTLS: true } : { requireTLS: true }),
    ...(username !== "" && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: SILENT_MS,
    greetingTimeout: SILENT_MS,
    socketTimeout: SILENT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** What it says of the recipient is for good where it begins with 5; all else is worth another try. */
function answerOf(error: unknown): MailAnswer {
  const { responseCode, command, message } = error as {
    responseCode?: number;
    command?: string;
    message?: string;
  };
  const said = firstWords(String(message ?? error));
  const forGood = responseCode !== undefined && responseCode >= 500 && command === "RCPT TO";
  return { is: forGood ? "refused" : "later", said };
}
