// The API (src/serve/openapi.json): where it is, how it fails.

/** What a query cannot be read for: the reason and the byte of the query that the caret stands under. */
export interface Complaint {
  message: string;
  at?: number;
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly complaint: Complaint,
  ) {
    super(complaint.message);
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

  async get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    const response = await this.send(this.address(path, query), signal ? { signal } : {});
    return (await response.json()) as T;
  }

  async post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
    const response = await this.send(this.address(path), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
    return (await response.json()) as T;
  }

  /** The answer, or an ApiError with what the server says is wrong. */
  async send(address: string, init: RequestInit): Promise<Response> {
    const response = await fetch(address, init);
    if (response.ok) return response;
    throw new ApiError(response.status, await complaintOf(response));
  }
}

async function complaintOf(response: Response): Promise<Complaint> {
  const fallback = `The server answers ${response.status} ${response.statusText}`;
  try {
    const answer = (await response.json()) as { error?: Complaint | string };
    if (typeof answer.error === "string") return { message: answer.error };
    return answer.error ?? { message: fallback };
  } catch {
    return { message: fallback };
  }
}

/** True for what an aborted request throws: the view has gone, nobody waits. */
export function aborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
