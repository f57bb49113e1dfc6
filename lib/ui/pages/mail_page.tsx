import { DoorFrame } from "../door/door_frame.tsx";
import type { MailTranslator } from "../notifications/mail_section.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import type { PageProps } from "./props.ts";
import { Said } from "../elements/said.tsx";

export interface MailPageProps extends PageProps {
  words: MailTranslator;
  /** What a link of a mail is for, or what came of it. */
  step: "confirm" | "confirm.done" | "stop" | "stop.done";
  /** The address that a link confirms. */
  address?: string;
  /** The page itself. */
  path: string;
}

/**
 * Where the links of mails lead, signed in or not: a press does it, for programs that look into mails
 * follow links by themselves.
 */
export function MailPage({ words, step, address = "", path, ...props }: MailPageProps) {
  const reading = readingOf(props.reader);
  const { community } = props;
  const isStop = step.startsWith("stop");
  return (
    <ReadingProvider value={reading}>
      <DoorFrame
        title={words.t(isStop ? "stop.title" : "confirm.title")}
        icon={props.icon}
        lead={step === "confirm.done" || step === "stop.done"
          ? <Said class="quiet" autofocus>{words.t(step)}</Said>
          : (
            <p class="quiet">
              {step === "confirm"
                ? words.t("confirm.lead", { community, address })
                : words.t("stop.lead", { community })}
            </p>
          )}
        language={{ next: path }}
      >
        {step === "confirm" || step === "stop"
          ? (
            <form class="card" method="post" action={path}>
              <button type="submit" class="button primary wide">{words.t(`${step}.press`)}</button>
            </form>
          )
          : (
            <p class="note">
              <a class="link" href={PATHS.home}>{community}</a>
            </p>
          )}
      </DoorFrame>
    </ReadingProvider>
  );
}
