// Names that would pass for the service, for a role, or for somebody whose account is gone.

// Made by functions that are marked as pure: a page that checks no names loads none of them.

/** In the three languages; without marks, spaces and capitals, as `foldReserved` gives them. */
const reserved = () => [
  ...["admin", "admins", "administrator", "administrators", "moderator", "moderators", "staff"],
  ...["system", "server", "palabre", "support", "helpdesk", "security", "official"],
  ...["here", "room"],
  // What stands in place of one's own name, and of one that is gone.
  ...["you", "yourself", "vous", "tu", "usted", "deleted", "supprime", "supprimee"],
  ...["comptesupprime", "eliminado", "eliminada", "cuentaeliminada"],
  ...["someone", "someonewholeft", "deleteduser", "deletedaccount", "everyone", "nobody"],
  ...["administrateur", "administratrice", "administrateurs", "administration", "moderateur"],
  ...["moderatrice", "moderateurs", "moderation", "systeme", "serveur"],
  ...["quelquun", "quelquunquiestparti", "toutlemonde", "assistance", "officiel"],
  ...["administrador", "administradora", "administradores", "administracion", "moderador"],
  ...["moderadora", "moderadores", "moderacion", "sistema", "servidor", "soporte"],
  ...["alguien", "alguienquesefue", "oficial", "todoelmundo"],
  // Services of IRC networks: people's clients tell them passwords by themselves.
  ...[
    "nickserv",
    "chanserv",
    "saslserv",
    "authserv",
    "operserv",
    "memoserv",
    "hostserv",
    "botserv",
  ],
];

/** Latin letters in small capitals, which no normal form makes plain. */
const SMALL_CAPITALS: ReadonlyMap<string, string> = /* @__PURE__ */ (() =>
  new Map(
    [..."ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ"].map((
      letter,
      at,
    ) => [letter, "abcdefghijklmnopqrstuvwyz"[at] ?? ""]),
  ))();
/** First code points of A to Z in signs that no normal form makes plain: circled, squared, flags. */
const ENCLOSED_ALPHABETS = [0x1F150, 0x1F170, 0x1F1E6];

function plainLetter(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const first = ENCLOSED_ALPHABETS.find((start) => point >= start && point < start + 26);
  if (first !== undefined) return String.fromCharCode("a".charCodeAt(0) + point - first);
  return SMALL_CAPITALS.get(character) ?? character;
}

/**
 * The letters of a name alone, small and without marks; a number behind them is left out too. “Admin.”,
 * “ᴀᴅᴍɪɴ”, “a d m i n” and “Admin 2” are all `admin`.
 */
export function foldReserved(name: string): string {
  const plain = [...name.normalize("NFKC").toLowerCase()].map(plainLetter).join("");
  return plain.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "").replace(
    /\p{N}+$/u,
    "",
  );
}

/** Words by which somebody claims to speak for others; alone they may be a name. */
const offices = () => [
  ...["team", "mod", "mods", "owner", "founder", "account", "real"],
  ...["equipe", "compte", "fondateur", "fondatrice", "equipo", "cuenta", "fundador", "fundadora"],
];

/** Whether a word beside a name claims an office. */
export function isOffice(word: string): boolean {
  return offices().includes(foldReserved(word));
}

/** What `foldReserved` may not give. */
export const RESERVED_NAMES: ReadonlySet<string> = /* @__PURE__ */ (() => new Set(reserved()))();
