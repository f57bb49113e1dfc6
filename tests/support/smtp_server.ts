// A mail server of the tests, which speaks SMTP (RFC 5321) and keeps what it takes.
import type { Buffer } from "node:buffer";
import { SMTPServer } from "smtp-server";

/** A mail that was taken. */
interface TakenMail {
  from: string;
  to: string[];
  /** A field of its head, unfolded and as it stands there. */
  header(name: string): string | undefined;
  /** What it says, decoded. */
  text(): string;
}

/** Listens on a port of its own; with a name and a password, to whoever knows them. */
export async function startSmtp(login?: { name: string; password: string }) {
  const taken: TakenMail[] = [];
  const heard = new Set<() => void>();
  /** What is answered to a recipient, in place of yes. */
  const answers = new Map<string, [code: number, said: string]>();
  const server = new SMTPServer({
    authOptional: !login,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth({ username, password }, _session, answer) {
      const knows = username === login?.name && password === login?.password;
      answer(knows ? null : new Error("Wrong name or password"), { user: username });
    },
    onRcptTo({ address }, _session, answer) {
      const [code, said] = answers.get(address) ?? [];
      answer(code ? Object.assign(new Error(said), { responseCode: code }) : null);
    },
    onData(stream, { envelope }, answer) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const bytes = new Uint8Array(parts.flatMap((part) => [...part]));
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        taken.push(readMail(from, envelope.rcptTo.map(({ address }) => address), bytes));
        answer(null);
        for (const hear of heard) hear();
      });
    },
  });
  server.on("error", () => {}); // a client that gave up
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  const address = server.server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  let closing: Promise<void> | undefined;
  const close = () => closing ??= new Promise<void>((closed) => server.close(() => closed()));
  return {
    port,
    taken,
    answers,
    close,
    [Symbol.asyncDispose]: close,
    /** The mail after so many, as soon as it is there. */
    after(count: number): Promise<TakenMail> {
      return new Promise((resolve) => {
        const look = () => {
          const mail = taken[count];
          if (!mail) return;
          heard.delete(look);
          resolve(mail);
        };
        heard.add(look);
        look();
      });
    },
  };
}

function readMail(from: string, to: string[], bytes: Uint8Array): TakenMail {
  const whole = new TextDecoder().decode(bytes);
  const end = whole.indexOf("\r\n\r\n");
  const head = whole.slice(0, end).replace(/\r\n[ \t]+/g, " ");
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1]?.trim();
  return {
    from,
    to,
    header,
    text() {
      const body = whole.slice(end + 4);
      const how = header("content-transfer-encoding")?.toLowerCase();
      if (how === "base64") {
        return new TextDecoder().decode(Uint8Array.fromBase64(body.replace(/\s/g, "")))
          .replaceAll("\r\n", "\n");
      }
      const lines = body.replaceAll("\r\n", "\n");
      if (how !== "quoted-printable") return lines;
      const letters = lines.replaceAll("=\n", "")
        .replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
      return new TextDecoder().decode(Uint8Array.from(letters, (one) => one.charCodeAt(0)));
    },
  };
}
