import type { requests as en } from "./en.ts";

/** The words of whose first message waits. */
export const requests: { [K in keyof typeof en]: string } = {
  "door.requests": "Premiers messages directs qui attendent d’être acceptés",
  "door.requests.nobody": "Aucun",
  "door.requests.newcomers": "Ceux des personnes qui viennent d’arriver",
  "door.requests.strangers": "Ceux-là, et ceux entre personnes qui ne partagent aucun salon privé",
  "door.requests-hint":
    "Si la communauté n’a rien réglé pour les arrivées récentes, ce sont celles des trois derniers jours. Les personnes qui s’occupent de la communauté peuvent toujours écrire, et reçoivent tout. Chaque personne peut choisir autrement dans ses réglages.",
};
