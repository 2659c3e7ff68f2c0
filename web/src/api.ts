// The API (src/serve/openapi.json): where it is, how it fails.
import type * as api from "./contract";

export class ApiError extends Error {
  /** `at`: where in the query the mistake is, in UTF-16 units. */
  constructor(
    readonly status: number,
    message: string,
    readonly at?: number,
  ) {
    super(message);
  }
}

type Query = Record<string, string | number | boolean | undefined>;

export class Api {
  address(path: string, query: Query = {}): string {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== "") params.set(name, String(value));
    const text = params.toString();
    return `/api/${path}${text ? `?${text}` : ""}`;
  }

  /** The answer, or an ApiError with what the server says is wrong. */
  async send(address: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(address, init).catch((error: unknown) => {
      throw aborted(error) ? error : new ApiError(0, "The server does not answer");
    });
    if (response.ok) return response;
    throw await errorOf(response);
  }

  async get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return (await (await this.send(this.address(path, query), signal ? { signal } : {})).json()) as T;
  }

  status(): Promise<api.Status> {
    return this.get("status");
  }

  search(query: { q: string; sort?: string; cursor?: string; limit?: number }, signal?: AbortSignal): Promise<api.Search> {
    return this.get("search", query, signal);
  }

  facets(query: { q: string; limit?: number }, signal?: AbortSignal): Promise<api.Facets> {
    return this.get("facets", query, signal);
  }

  complete(prefix: string, signal?: AbortSignal): Promise<api.Completions> {
    return this.get("complete", { prefix }, signal);
  }

  document(id: number, signal?: AbortSignal): Promise<api.Document> {
    return this.get(`documents/${id}`, {}, signal);
  }

  source(id: number, signal?: AbortSignal): Promise<api.Source> {
    return this.get(`documents/${id}/source`, {}, signal);
  }

  entities(name: string, signal?: AbortSignal): Promise<api.Entities> {
    return this.get("entities", { name }, signal);
  }

  entity(id: number, signal?: AbortSignal): Promise<api.EntityPage> {
    return this.get(`entities/${id}`, {}, signal);
  }

  corrections(cursor: string | undefined, signal?: AbortSignal): Promise<api.Corrections> {
    return this.get("corrections", { cursor }, signal);
  }

  runs(signal?: AbortSignal): Promise<api.Runs> {
    return this.get("runs", {}, signal);
  }

  failures(cursor: string | undefined, signal?: AbortSignal): Promise<api.Failures> {
    return this.get("failures", { cursor }, signal);
  }

  async correct(correction: api.NewCorrection): Promise<api.Made> {
    const headers = { "Content-Type": "application/json" };
    const response = await this.send(this.address("corrections"), { method: "POST", headers, body: JSON.stringify(correction) });
    return (await response.json()) as api.Made;
  }

  /** A text or the bytes of a file, annotated: as api.Annotated for the format "view", else as that format has it. */
  annotate(body: Blob, query: { format: string; name?: string }, signal?: AbortSignal): Promise<Response> {
    const headers = { "Content-Type": "application/octet-stream" };
    return this.send(this.address("annotate", query), { method: "POST", headers, body, ...(signal ? { signal } : {}) });
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  try {
    const answer = (await response.json()) as api.Error;
    return new ApiError(response.status, answer.error, answer.at);
  } catch {
    return new ApiError(response.status, `The server answers ${response.status} ${response.statusText}`);
  }
}

/** True for what an aborted request throws: the view has gone, nobody waits. */
export function aborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
