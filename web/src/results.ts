// The answers to a query as far as they have been fetched. The last list is kept, so that the way back from a document
// finds it as it was, and j and k in a document know what comes next.
import type { Api } from "./api";
import type { Hit } from "./contract";

export class ResultList {
  readonly hits: Hit[] = [];
  total = 0;
  /** How far the user had scrolled. */
  scroll = 0;
  selected = -1;
  private next: string | null = "";
  private fetching: Promise<Hit[]> | undefined;

  constructor(
    private readonly api: Api,
    readonly q: string,
    readonly sort: string,
  ) {}

  get complete(): boolean {
    return this.next === null;
  }

  /** Fetches the next answers, so many at most, and returns them. */
  more(limit = 30): Promise<Hit[]> {
    if (this.next === null) return Promise.resolve([]);
    this.fetching ??= this.fetch(this.next, limit).finally(() => { this.fetching = undefined; });
    return this.fetching;
  }

  private async fetch(cursor: string, limit: number): Promise<Hit[]> {
    const answer = await this.api.search({ q: this.q, sort: this.sort, cursor, limit });
    this.total = answer.total;
    this.next = answer.next;
    this.hits.push(...answer.hits);
    return answer.hits;
  }

  /** Which answer a document is, -1 if it is none of the first thousands. */
  async find(document: number): Promise<number> {
    for (let seen = 0; seen < 3000; ) {
      const at = this.hits.findIndex((hit, i) => i >= seen && hit.id === document);
      if (at >= 0) return at;
      seen = this.hits.length;
      if (!(await this.more(200)).length) break; // as many as the server gives at once
    }
    return -1;
  }

  /** The answer at `index`, fetched if need be. */
  async at(index: number): Promise<Hit | undefined> {
    while (index >= this.hits.length && !this.complete) await this.more();
    return this.hits[index];
  }
}

let last: ResultList | undefined;

export function resultsOf(api: Api, q: string, sort: string): ResultList {
  if (last?.q !== q || last.sort !== sort) last = new ResultList(api, q, sort);
  return last;
}

/** After a correction or a new question the archive is asked again. */
export function forgetResults(): void {
  last = undefined;
}
