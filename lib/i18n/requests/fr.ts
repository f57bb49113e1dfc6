import type { requests as en } from "./en.ts";

/** The words of whose first message waits. */
export const requests: { [K in keyof typeof en]: string } = {
  "door.requests": "Premiers messages directs qui attendent d’être acceptés",
  "door.requests.nobody": "Aucun",
  "door.requests.newcomers": "Ceux des personnes qui viennent d’arriver",
  "door.requests.strangers": "Ceux-là, et ceux entre personnes qui ne partagent aucun salon privé",
  "door.requests-hint":
    "Où rien n’est réglé pour les personnes qui viennent d’arriver, il s’agit des trois derniers jours. Qui s’occupe de la communauté peut toujours écrire, et reçoit tout. Chaque personne peut en décider autrement pour elle-même.",
};
