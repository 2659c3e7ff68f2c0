// Made by tools/contract.mjs from src/serve/openapi.json.

/** What every answer with a status of 400 and above says */
export interface Error {
  /** one sentence for people */
  error: string;
  /** place of the mistake in q, in UTF-16 units */
  at?: number;
}

export interface Status {
  /** dragoman 0.1.0 */
  program: string;
  /** file name without its folder */
  archive: string;
  documents: number;
  entities: number;
  mentions: number;
  words: number;
  corrections: number;
  failures: number;
  /** YYYY-MM-DD, YYYY-MM or YYYY; empty where unknown */
  first: string;
  /** YYYY-MM-DD, YYYY-MM or YYYY; empty where unknown */
  last: string;
  file_bytes: number;
  /** this client may correct */
  writable: boolean;
  /** who this client is; empty where nobody is asked to log in */
  user: string;
  /** a model is loaded: /api/annotate and / (CoreNLP) answer */
  annotates: boolean;
  /** of /api/annotate */
  formats: {
    name: string;
    help: string;
    extension: string;
  }[];
  /** of names that corrections take */
  types: string[];
  /** a run of dragoman index is under way or was cut short */
  indexing: boolean;
}

export interface Hit {
  /** of the document */
  id: number;
  reference: string;
  /** YYYY-MM-DD, YYYY-MM or YYYY; empty where unknown */
  date: string;
  /** empty where unknown */
  class: "" | "unclassified" | "sensitive" | "restricted" | "confidential" | "secret" | "top secret";
  /** post in capitals; empty where unknown */
  origin: string;
  subject: string;
  /** volume; empty where it is part of none */
  collection: string;
  path: string;
  score: number;
  /** one line of plain text */
  snippet: string;
  /** [begin, end) in UTF-16 units of snippet */
  marks: [number, number][];
}

export interface Search {
  query: string;
  sort: "relevance" | "newest" | "oldest";
  total: number;
  hits: Hit[];
  /** cursor of the next page; null after the last */
  next: string | null;
}

export interface FacetValue {
  value: string;
  /** meaning of a TAGS code */
  label?: string;
  entity?: number;
  documents: number;
  /** what to add to q to keep only these */
  query: string;
}

export interface Facets {
  total: number;
  person: FacetValue[];
  place: FacetValue[];
  org: FacetValue[];
  misc: FacetValue[];
  tag: FacetValue[];
  from: FacetValue[];
  class: FacetValue[];
  /** all years, in order */
  year: FacetValue[];
}

export interface Completion {
  kind: "person" | "place" | "org" | "misc" | "tag" | "post" | "field";
  /** what to show */
  text: string;
  /** meaning of a TAGS code, or empty */
  detail: string;
  entity?: number;
  documents: number;
  /** what takes the place of the word being typed */
  query: string;
}

export interface Completions {
  items: Completion[];
}

export interface Field {
  name: string;
  value: string;
}

/** One statement of the message's header; lines of one name follow each other */
export interface HeaderLine {
  /** transmission, precedence, origin, to, info, date, classification, number, section, caption, order, declassify, tag, subject, reference, classified_by, officer, office, reasons, signer, participant */
  name: string;
  /** as it stands */
  value: string;
  /** in one form; empty where it has none */
  normal: string;
  /** country of a post, meaning of a TAGS code, office of a participant; empty where there is nothing to say */
  detail: string;
  status: "stated" | "doubtful" | "contradicted";
  /** why it is not stated */
  note: string;
  /** UTF-16 units of text (as String.slice counts); begin = end where it stands nowhere */
  begin: number;
  end: number;
}

export interface Paragraph {
  /** UTF-16 units of text (as String.slice counts) */
  begin: number;
  end: number;
  /** as printed, 0 if it has none */
  number: number;
  /** portion mark: S/NF; empty if it has none */
  mark: string;
  zone: "body" | "transmission" | "header" | "heading" | "participants" | "signature" | "mark" | "furniture";
}

export interface Mention {
  /** UTF-16 units of text (as String.slice counts) */
  begin: number;
  end: number;
  /** PER, LOC, ORG or MISC (a model may have others) */
  type: string;
  confidence: number;
  /** 0 if none */
  entity: number;
  /** of the entity */
  name: string;
  /** that it belongs to the entity's other mentions here */
  score: number;
  /** why; empty where it is the fullest of them */
  reason: string;
}

export interface Cited {
  reference: string;
  /** null where the archive does not hold it */
  document: number | null;
  /** YYYY-MM-DD, YYYY-MM or YYYY; empty where unknown */
  date: string;
  subject: string;
}

export interface Correction {
  id: number;
  /** UTC, ISO 8601 */
  made: string;
  who: string;
  kind: "reject" | "retype" | "respan" | "mark" | "merge" | "split" | "rename" | "note" | "undo";
  /** 0 if it is no undo */
  undoes: number;
  /** 0 if none, or it is gone */
  document: number;
  reference: string;
  /** UTF-16 units of text (as String.slice counts); only in a document's own list, else 0 */
  begin: number;
  end: number;
  quote: string;
  type: string;
  /** 0 if none */
  entity: number;
  name: string;
  /** 0 if none */
  other: number;
  other_name: string;
  value: string;
  /** not undone */
  stands: boolean;
}

export interface Document {
  id: number;
  reference: string;
  /** YYYY-MM-DD, YYYY-MM or YYYY; empty where unknown */
  date: string;
  /** empty where unknown */
  class: "" | "unclassified" | "sensitive" | "restricted" | "confidential" | "secret" | "top secret";
  origin: string;
  subject: string;
  collection: string;
  path: string;
  format: string;
  words: number;
  /** of the tagger */
  model: string;
  text: string;
  /** what the carrier and the message say, in order, as it stands */
  fields: Field[];
  /** the message's header as read from its text; empty where it is no cable */
  header: HeaderLine[];
  /** in order; together they cover every word */
  paragraphs: Paragraph[];
  /** in order, not overlapping */
  mentions: Mention[];
  /** messages that it refers to */
  references: Cited[];
  /** messages that refer to it */
  cited_by: Cited[];
  /** that speak of it, newest first */
  corrections: Correction[];
  /** the document before it by date */
  previous: number | null;
  next: number | null;
}

export interface Source {
  /** of the file now, compared with what was indexed; text is there for same only */
  state: "same" | "changed" | "missing" | "unreadable";
  path: string;
  format: string;
  /** bytes */
  size: number;
  /** the source's bytes as text */
  text: string;
  mentions: {
    /** index into the document's mentions */
    mention: number;
    /** UTF-16 units of this text */
    begin: number;
    end: number;
  }[];
}

export interface Entity {
  id: number;
  /** PER, LOC, ORG or MISC (a model may have others) */
  type: string;
  name: string;
  documents: number;
  mentions: number;
  /** YYYY-MM-DD, YYYY-MM or YYYY; empty where unknown */
  first: string;
  /** YYYY-MM-DD, YYYY-MM or YYYY; empty where unknown */
  last: string;
}

export interface Entities {
  /** most frequent first */
  entities: Entity[];
}

export interface Count {
  name: string;
  count: number;
}

export interface Company {
  id: number;
  /** PER, LOC, ORG or MISC (a model may have others) */
  type: string;
  name: string;
  documents: number;
  /** documents with both */
  together: number;
  /** log-likelihood ratio (Dunning 1993) */
  surprise: number;
}

export interface Known {
  /** of the Office of the Historian, U.S. Department of State */
  id: string;
  /** surname first */
  name: string;
  /** address of what that office tells of the person */
  page: string;
  /** where the person was chief of mission of the United States, in order of years */
  posts: KnownPost[];
}

export interface KnownPost {
  country: string;
  /** year */
  first: number;
  /** year */
  last: number;
}

export interface EntityPage {
  id: number;
  /** PER, LOC, ORG or MISC (a model may have others) */
  type: string;
  name: string;
  documents: number;
  mentions: number;
  /** YYYY-MM-DD, YYYY-MM or YYYY; empty where unknown */
  first: string;
  /** YYYY-MM-DD, YYYY-MM or YYYY; empty where unknown */
  last: string;
  /** finds its documents by /api/search */
  query: string;
  /** who it certainly is; absent where that is not known */
  known?: Known;
  aliases: Count[];
  /** titles and offices stated with it */
  roles: Count[];
  /** documents by year, empty name: undated */
  years: Count[];
  /** most surprising first */
  company: Company[];
  /** that speak of it, newest first */
  corrections: Correction[];
}

export interface Graph {
  /** that answer q */
  documents: number;
  nodes: {
    id: number;
    name: string;
    /** PER, LOC, ORG or MISC (a model may have others) */
    type: string;
    documents: number;
  }[];
  edges: {
    source: number;
    target: number;
    /** documents with both */
    weight: number;
    surprise: number;
  }[];
}

export interface Period {
  period: string;
  documents: number;
  /** in the order of classes */
  counts: number[];
}

export interface Timeline {
  by: "year" | "month" | "day";
  /** unclassified ... top secret, unknown */
  classes: string[];
  /** in order, empty periods left out */
  periods: Period[];
  undated: Period;
}

export interface Place {
  name: string;
  entity?: number;
  documents: number;
  /** English name; empty where unknown. kind country: the place itself */
  country: string;
  kind: "post" | "city" | "country" | "other";
  latitude: number | null;
  longitude: number | null;
  query: string;
}

export interface Places {
  total: number;
  /** senders */
  posts: Place[];
  /** places named in the text */
  places: Place[];
}

export interface AnnotatedDocument {
  id: string;
  text: string;
  header: HeaderLine[];
  paragraphs: Paragraph[];
  mentions: {
    /** UTF-16 units of text (as String.slice counts) */
    begin: number;
    end: number;
    /** PER, LOC, ORG or MISC (a model may have others) */
    type: string;
    confidence: number;
  }[];
}

export interface Annotated {
  documents: AnnotatedDocument[];
}

export interface Corrections {
  total: number;
  /** newest first */
  corrections: Correction[];
  next: string | null;
}

export interface NewCorrection {
  kind: "reject" | "retype" | "respan" | "mark" | "merge" | "split" | "rename" | "note" | "undo";
  /** reject, retype, respan, mark, split; note on a document */
  document?: number;
  /** UTF-16 units of text (as String.slice counts) of the document; split without it: the whole document */
  begin?: number;
  end?: number;
  /** respan */
  new_begin?: number;
  new_end?: number;
  /** retype, mark */
  type?: string;
  /** merge (whose name stays), split, rename, note */
  entity?: number;
  /** merge: the other one */
  other?: number;
  /** rename: the name; note: the text */
  value?: string;
  /** undo: a correction */
  undoes?: number;
  /** ignored where clients log in */
  who?: string;
}

export interface Made {
  /** of the correction */
  id: number;
  /** split: the new entity, else 0 or the other one */
  other: number;
}

export interface Run {
  id: number;
  started: string;
  /** empty: under way or cut short */
  ended: string;
  program: string;
  model: string;
  added: number;
  replaced: number;
  skipped: number;
  failed: number;
}

export interface Runs {
  /** latest first, at most 50 */
  runs: Run[];
}

export interface Progress {
  /** a run is under way (documents came in lately) */
  running: boolean;
  run: Run | null;
  /** in the archive */
  documents: number;
  failures: number;
  /** documents a second, over the last seconds */
  rate: number;
  /** changes whenever the archive does */
  version: string;
}

export interface Failure {
  path: string;
  reason: string;
  byte: number;
  line: number;
}

export interface Failures {
  total: number;
  /** by path */
  failures: Failure[];
  next: string | null;
}
