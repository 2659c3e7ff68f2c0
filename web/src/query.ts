// Working on the text of a query (docs/queries.md): the word at the caret, and adding and removing whole parts.

export interface Part {
  begin: number;
  end: number;
  text: string;
}

/** The parts that blanks divide, quotation marks and brackets kept together. */
export function partsOf(query: string): Part[] {
  const parts: Part[] = [];
  let begin = -1;
  let quoted = false;
  let depth = 0;
  for (let i = 0; i <= query.length; i++) {
    const c = query[i];
    if (c === undefined || (/\s/.test(c) && !quoted && depth <= 0)) {
      if (begin >= 0) parts.push({ begin, end: i, text: query.slice(begin, i) });
      begin = -1;
      continue;
    }
    if (begin < 0) begin = i;
    if (c === '"') quoted = !quoted;
    else if (c === "(" && !quoted) depth++;
    else if (c === ")" && !quoted) depth--;
  }
  return parts;
}

export function has(query: string, part: string): boolean {
  return partsOf(query).some((each) => each.text === part);
}

/** Only what both ask for: OR binds less than what is added. */
export function add(query: string, part: string): string {
  if (!part || has(query, part)) return query;
  return `${has(query, "OR") ? `(${query.trim()})` : query.trimEnd()} ${part}`.trim();
}

export function remove(query: string, part: string): string {
  return partsOf(query).filter((each) => each.text !== part).map((each) => each.text).join(" ");
}

/** The query with this part in the place of all of the field: what `date:` says once, not twice. */
export function replaceField(query: string, field: string, part: string): string {
  return add(partsOf(query).filter((each) => !each.text.startsWith(`${field}:`)).map((each) => each.text).join(" "), part);
}

export function valueOf(query: string, field: string): string {
  return partsOf(query).find((each) => each.text.startsWith(`${field}:`))?.text.slice(field.length + 1) ?? "";
}

/** What is being typed: from the last blank or opening bracket outside quotation marks up to the caret. */
export function wordAt(query: string, caret: number): Part {
  let begin = 0;
  let quoted = false;
  for (let i = 0; i < caret; i++) {
    const c = query[i] ?? "";
    if (c === '"') quoted = !quoted;
    else if (!quoted && (/\s/.test(c) || c === "(" || (c === "-" && begin === i))) begin = i + 1;
  }
  return { begin, end: caret, text: query.slice(begin, caret) };
}
