import type { Actor } from "../chat.ts";

/** What a use case of an actor is asked with, by its name. */
export type Asked<Cases, Name extends keyof Cases> = Cases[Name] extends
  (actor: Actor, ...asked: infer Args) => unknown ? Args : never;

/** What is asked before some use cases, by their names. */
export type Rules<Cases, Answer> = {
  readonly [Name in keyof Cases]?: (...asked: Asked<Cases, Name>) => Answer;
};

type UseCase = (actor: Actor, ...asked: unknown[]) => Promise<unknown>;

/** The use cases, where `ask` is awaited first of those that a rule says something of. */
export function askFirst<Cases extends object, Answer>(
  cases: Cases,
  rules: Rules<Cases, Answer>,
  ask: (actor: Actor, answer: Answer) => Promise<void> | undefined,
): Cases {
  const asking = Object.entries(rules).map(([name, rule]) => {
    const useCase = cases[name as keyof Cases] as UseCase;
    const answerTo = rule as (...asked: unknown[]) => Answer;
    const first: UseCase = async (actor, ...asked) => {
      await ask(actor, answerTo(...asked));
      return await useCase(actor, ...asked);
    };
    return [name, first];
  });
  return { ...cases, ...Object.fromEntries(asking) };
}
