import { assert, assertEquals } from "@std/assert";
import { IRC_ENV, IrcTalker } from "../support/irc.ts";
import { runServer } from "../support/running.ts";
import { enlist } from "../support/talker.ts";

/** Lines of “ada”, a member who is in `#general` with the guest “Moussa_Diop”, and all answers. */
const ANSWERS: ReadonlyArray<readonly [said: string, ...answers: RegExp[]]> = [
  ["PING a b", /^:irc\.palabre PONG irc\.palabre a$/],
  ["PONG x"],
  ["FOO x", / 421 ada FOO :Unknown command$/],
  ["JOIN", / 461 ada JOIN :Not enough parameters$/],
  ["USER a b c d", / 462 ada :You may not reregister$/],
  ["PASS x", / 462 ada /],
  ["AUTHENTICATE PLAIN", / 907 ada /],
  ["NICK :", / 432 ada \* :Choose a name\.$/],
  ["NICK Moussa_Diop", / 433 ada Moussa_Diop :“Moussa Diop” is a guest’s name right now/],
  ["NICK @x", / 432 ada @x :A name needs letters/],
  ["JOIN #general"],
  [
    "JOIN #nowhere",
    / 403 ada #nowhere :No such channel$/,
    / NOTICE ada :There is no room called #nowhere\. To create it, join it once more\.$/,
  ],
  ["JOIN &x", / 403 ada &x :/, / NOTICE ada :There is no room called &x\.$/],
  [
    "JOIN #Été",
    / 403 ada #Été :/,
    / NOTICE ada :There is no room called #Été\. To create it, join/,
  ],
  ["JOIN #!!!", / 403 ada #!!! :/, / NOTICE ada :A room’s name needs letters/],
  ["JOIN 0"],
  ["PART #nowhere", / 403 ada #nowhere :No such channel$/],
  ["TOPIC #general", / 331 ada #general :No topic is set$/],
  ["TOPIC #general :x", / 482 ada #general :Moderators set the topic/],
  ["NAMES #general", / 353 ada = #general :.*ada.*$/, / 366 ada #general :End of \/NAMES list$/],
  ["NAMES #nowhere", / 366 ada #nowhere :End of \/NAMES list$/],
  ["LIST #general", / 321 ada /, / 322 ada #general \d+ :$/, / 323 ada :End of \/LIST$/],
  ["MODE #general", / 324 ada #general \+n$/],
  ["MODE #general b", / 368 ada #general :End of channel ban list$/],
  ["MODE #general +x", / 472 ada x :is unknown mode char to me$/],
  ["MODE #general +o", / 461 ada MODE :Not enough parameters$/],
  ["MODE #general +b Moussa_Diop", / 482 ada #general :You are not allowed to do that here\.$/],
  ["MODE #general +b ~q:Moussa_Diop", / 400 ada #general :Say for how long: MODE/],
  ["MODE #general +m", / 482 ada #general :You are not allowed to do that here\.$/],
  ["MODE ada", / 221 ada \+$/],
  ["MODE ada +i"],
  ["KICK #general Moussa_Diop :out", / 400 ada #general Moussa_Diop :Say for how long: KICK/],
  [
    "KICK #general Moussa_Diop :10m out",
    / 482 ada #general :You are not allowed to do that here\.$/,
  ],
  ["INVITE zed #general", / 482 ada #general :Nobody here is called “zed”\.$/],
  ["PRIVMSG", / 461 ada PRIVMSG /],
  ["PRIVMSG #general", / 412 ada :No text to send$/],
  ["PRIVMSG #general :", / 412 ada :No text to send$/],
  ["PRIVMSG #nowhere :x", / 403 ada #nowhere :No such channel$/],
  ["PRIVMSG zed :x", / 401 ada zed :Nobody here is called “zed”\.$/],
  ["PRIVMSG a,b,c,d,e :x", / 407 ada a,b,c,d,e :Too many targets$/],
  ["PRIVMSG Moussa_Diop :\x01VERSION\x01"],
  ["NOTICE zed :x", / 401 ada zed /],
  ["USERHOST ada zed", / 302 ada :?ada=\+\w{4}@palabre$/],
  ["ISON ada zed", / 303 ada :?ada$/],
  ["WHO zed", / 315 ada zed :End of \/WHO list$/],
  [
    "WHO ada",
    / 352 ada \* \w{4} palabre irc\.palabre ada H :0 ada$/,
    / 315 ada ada :End of \/WHO list$/,
  ],
  [
    "WHOIS ada",
    / 311 ada ada \w{4} palabre \* ada$/,
    / 319 ada ada #general$/,
    / 312 ada ada irc\.palabre /,
    / 330 ada ada ada :is logged in as$/,
    / 318 ada ada :End of \/WHOIS list$/,
  ],
  ["WHOIS zed", / 401 ada zed :No such nick$/, / 318 ada zed :End of \/WHOIS list$/],
  ["WHOWAS zed", / 406 ada zed /, / 369 ada zed :End of WHOWAS$/],
  ["LUSERS", / 251 /, / 255 /, / 265 /],
  ["MOTD", / 375 /, / 372 /, / 372 /, / 376 /],
  ["VERSION", / 351 /, / 005 ada .*CHANTYPES=#& /, / 005 ada .* UTF8ONLY :/],
  ["TIME", / 391 ada irc\.palabre :?\d{4}-/],
  ["CAP LIST", / CAP ada LIST :$/],
  ["CAP REQ :nonsense", / CAP ada NAK :?nonsense$/],
  ["CAP REQ :away-notify", / CAP ada ACK :?away-notify$/],
  ["CAP END"],
  ["CHATHISTORY FOO #general * 5", /^:irc\.palabre FAIL CHATHISTORY INVALID_PARAMS FOO /],
  ["CHATHISTORY LATEST zed * 5", / FAIL CHATHISTORY INVALID_TARGET LATEST zed /],
  ["CHATHISTORY LATEST #general * x", / FAIL CHATHISTORY INVALID_PARAMS LATEST /],
  ["CHATHISTORY BEFORE #general x 5", / FAIL CHATHISTORY INVALID_MSGREFTYPE BEFORE #general /],
  ["CHATHISTORY TARGETS a b 5", / FAIL CHATHISTORY INVALID_PARAMS TARGETS /],
  ["MARKREAD #general", / MARKREAD #general \*$/],
  ["MARKREAD zed", / FAIL MARKREAD INVALID_PARAMS zed /],
  ["MARKREAD #general timestamp=x", / FAIL MARKREAD INVALID_PARAMS #general /],
  ["REDACT #general x", / 400 ada #general x :No such message$/],
  ["BATCH +a foo #general", / FAIL BATCH MULTILINE_INVALID #general /],
  ["SETNAME :@x", / 400 ada :A name needs letters/],
  ["@label=x PING", / PONG irc\.palabre :?$/],
  [
    "WHO #general",
    / 352 ada #general \w{4} palabre irc\.palabre ada H :0 ada$/,
    / 352 ada #general \w{4} palabre irc\.palabre Moussa_Diop H :0 Moussa Diop$/,
    / 315 ada #general :End of \/WHO list$/,
  ],
  // Last: for a moment, the chat tells of oneself as one was.
  ["AWAY :tea", / 306 ada :You have been marked as being away$/],
  ["AWAY", / 305 ada :You are no longer marked as being away$/],
];

Deno.test("irc - every line is answered by its numerics", async () => {
  const server = await runServer(IRC_ENV);
  const token = await enlist(server.url, "ada");
  const guest = await IrcTalker.enter(server.ircPort, { nick: "Moussa_Diop" });
  const ada = await IrcTalker.enter(server.ircPort, { nick: "ada", pass: token });
  try {
    await ada.ask("NAMES #general");
    const problems: string[] = [];
    for (const [said, ...wanted] of ANSWERS) {
      const answers = (await ada.ask(said)).filter((line) => !/^:Moussa_Diop!/.test(line));
      const fits = answers.length === wanted.length &&
        wanted.every((one, index) => one.test(answers[index] ?? ""));
      if (!fits) problems.push(`${said}\n    ${answers.join("\n    ")}`);
    }
    assertEquals(problems, []);
  } finally {
    await ada.close();
    await guest.close();
    await server.close();
  }
  assertEquals(server.reported.filter((line) => !line.startsWith("PALABRE_RATES")), []);
});

Deno.test("irc - a browser that is made to speak to the door is not let in", async () => {
  const server = await runServer(IRC_ENV);
  const talker = await IrcTalker.open(server.ircPort);
  await talker.say("POST / HTTP/1.1", "Host: 127.0.0.1", "", "NICK ada", "USER a 0 * :a");
  await talker.closed;
  assertEquals(talker.lines, ["ERROR :Closing link: This is IRC, no web server."]);
  await server.close();
});

Deno.test("irc - before it is in, a client is told what is missing", async () => {
  const server = await runServer(IRC_ENV);
  await enlist(server.url, "ada");
  const talker = await IrcTalker.open(server.ircPort);
  const told = async (line: string, wanted: RegExp) => {
    await talker.say(line);
    assert(await talker.next(wanted));
  };
  await told("PRIVMSG #general :x", / 451 \* :You have not registered$/);
  await told("NICK", / 431 \* :No nickname given$/);
  await told("CAP LS 302", / CAP \* LS :?.*sasl=PLAIN.*server-time/);
  await told("CAP NONSENSE", / 410 \* NONSENSE /);
  await told("CAP REQ :sasl nonsense", / CAP \* NAK :sasl nonsense$/);
  await told("USER a", / 461 \* USER /);
  await told("AUTHENTICATE SCRAM", / 908 \* PLAIN /);
  await told("AUTHENTICATE PLAIN", /^AUTHENTICATE \+$/);
  await told("AUTHENTICATE *", / 906 \* /);
  await told("AUTHENTICATE PLAIN", /^AUTHENTICATE \+$/);
  await told(`AUTHENTICATE ${"a".repeat(401)}`, / 905 \* /);
  await told(`A ${"x".repeat(600)}`, / 417 \* :Input line was too long$/);
  await talker.say("NICK ada", "USER a 0 * :a");
  await told(
    "CAP END",
    / 433 \* ada :“ada” is taken\. Choose another name, or sign in\.$/,
  );
  await told("NICK :@b", / 432 \* @b :A name needs letters/);
  await told("NICK zoé", / 001 zoé :Welcome to Palabre, zoé\.$/);
  await talker.close();
  await server.close();
});
