// How types, dates and classifications are said.

const types: Record<string, string> = { PER: "person", LOC: "place", ORG: "organisation", MISC: "other name" };

export function typeWord(type: string): string {
  return types[type] ?? type.toLowerCase();
}

/** "an organisation" */
export function aType(type: string): string {
  const word = typeWord(type);
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}

/** The class that colours a type; a model may have types that have no colour. */
export function typeClass(type: string): string {
  return type in types ? type : "";
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "2009-02-18" as "18 February 2009"; less where less is known. */
export function dateWords(date: string): string {
  const [year = "", month, day] = date.split("-");
  const name = months[Number(month) - 1];
  return [day ? String(Number(day)) : "", name ?? "", year].filter(Boolean).join(" ");
}

const small = /^(al|el|of|the|and)$/;

/** A post's name in capitals as one writes it: "QASR AL-BAHR" as "Qasr al-Bahr". */
export function postWords(post: string): string {
  return post.toLowerCase().replace(/\p{L}+/gu, (word, at: number) =>
    (at > 0 && small.test(word)) ? word : word[0]!.toUpperCase() + word.slice(1));
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}

/** "1 person", "12 people", "3 places" */
export function countType(n: number, type: string): string {
  return type === "PER" ? count(n, "person", "people") : count(n, typeWord(type));
}

export function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

