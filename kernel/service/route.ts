// A route is a line in a service's table: path, schemas, and either a command on one document or a
// question. kernel/http turns it into a Fastify route and a place in the OpenAPI document.

import type { Command, Event, Refusal, Unstamped } from '#kernel/core/decider.ts'
import type { Permission } from '#kernel/core/permission.ts'
import type { Static, TSchema } from '#kernel/core/schema.ts'
import type { Executed } from '#kernel/commands/executor.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Aggregate, AnyAggregate } from '#kernel/service/aggregate.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Principal } from '#kernel/service/principal.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Request<Params = unknown, QueryString = unknown, Body = unknown> {
  readonly params: Params
  readonly query: QueryString
  readonly body: Body
  /** The Idempotency-Key, or a random one when the caller sent none. */
  readonly key: string
  /**
   * The region that the shopper stays in, as the front door says; null when it does not. What is made
   * under a key belongs there, whichever region is asked: else a repeat that reaches the other region
   * before the first has arrived there makes a second.
   */
  readonly shopperRegion: string | null
  /** The body as it was sent, for signatures. */
  readonly rawBody?: string
  /** Who asks, where the route takes a permission. */
  readonly principal: Principal | null
  header(name: string): string | undefined
}

/**
 * What one client address may ask of a route. Each region counts what it is asked itself. It is for
 * routes that are worth attacking: the front door limits all requests together.
 */
export interface ClientLimit {
  readonly perMinute: number
  /** At once, after a pause. */
  readonly burst: number
}

interface RouteTable<P extends TSchema, Q extends TSchema, B extends TSchema> {
  readonly method: Method
  /** With `{name}` for parameters, as OpenAPI writes them. */
  readonly path: string
  readonly summary: string
  /** Longer help for the documentation page, Markdown. */
  readonly description?: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly response?: TSchema
  readonly limit?: ClientLimit
  /** What a caller must be permitted; every route under `/v1/admin/` says so. */
  readonly permission?: Permission
}

interface CommandTable<
  S,
  C extends Command,
  E extends Event,
  P extends TSchema,
  Q extends TSchema,
  B extends TSchema,
> extends RouteTable<P, Q, B> {
  readonly aggregate: Aggregate<S, C, E>
  /** The document the command is for. Its home decides which region answers. */
  readonly target: (request: Request<Static<P>, Static<Q>, Static<B>>, context: Context) => string
  /** Gathers what the decision needs (prices, ids) and makes the command. */
  readonly command: (
    request: Request<Static<P>, Static<Q>, Static<B>>,
    context: Context,
    target: string,
  ) => Promise<Unstamped<C> | Refusal> | Unstamped<C> | Refusal
  /**
   * May be a refusal (the command went through, and what it led to is a no) or `withHeaders`.
   * `made` is the command, with what no event keeps; null when an earlier request did the work.
   */
  readonly answer: (
    document: StoredDocument<S>,
    context: Context,
    made: Unstamped<C> | null,
  ) => unknown
  /** Default 200; 201 with Location for what was created, 202 for what is still being worked on. */
  readonly status?: 200 | 201 | 202 | 204
  /** For 202: whether the work is settled, so that `Prefer: wait` can answer early. */
  readonly settled?: (state: S) => boolean
  /** Where the document can be read: fills the Location header. */
  readonly location?: (id: string) => string
}

interface QueryTable<P extends TSchema, Q extends TSchema, B extends TSchema> extends RouteTable<
  P,
  Q,
  B
> {
  readonly handle: (
    request: Request<Static<P>, Static<Q>, Static<B>>,
    context: Context,
  ) => Promise<unknown>
  /** Lets caches keep the answer; `tags` are dropped together when `invalidates` names one. */
  readonly cache?: {
    readonly maxAgeSeconds: number
    /**
     * How long the region keeps it itself, when its tags are dropped with every change of what it shows;
     * default `maxAgeSeconds`.
     */
    readonly regionSeconds?: number
    readonly staleWhileRevalidateSeconds: number
    readonly tags: (request: Request<Static<P>, Static<Q>, Static<B>>) => readonly string[]
  }
}

interface StreamTable<P extends TSchema, Q extends TSchema> extends RouteTable<P, Q, TSchema> {
  /** Server-sent events until the source ends or the client leaves; a refusal ends it at once. */
  readonly stream: (
    request: Request<Static<P>, Static<Q>, unknown>,
    context: Context,
    signal: AbortSignal,
  ) => Promise<
    | AsyncIterable<{ readonly event: string; readonly data: unknown; readonly id?: string }>
    | Refusal
  >
}

/** What became of one item; refused before its document was asked, or by it. */
export type BulkResult<State = unknown> =
  | {
      readonly outcome: 'decided'
      readonly document: StoredDocument<State>
      readonly changed: boolean
    }
  | Extract<Executed, { outcome: 'refused' }>

interface BulkTable<
  S,
  C extends Command,
  E extends Event,
  P extends TSchema,
  Q extends TSchema,
  B extends TSchema,
> extends RouteTable<P, Q, B> {
  /** All items are documents of this kind; its home policy decides which region answers. */
  readonly aggregate: Aggregate<S, C, E>
  /** One command a document, or the refusal of an item that should not reach its document. */
  readonly items: (
    request: Request<Static<P>, Static<Q>, Static<B>>,
    context: Context,
  ) => Promise<readonly (BulkItem<Unstamped<C>> | Refusal)[]>
  /** `results` stand in the order of the items. */
  readonly answer: (
    results: readonly BulkResult<S>[],
    request: Request<Static<P>, Static<Q>, Static<B>>,
    context: Context,
  ) => unknown
}

export interface BulkItem<C = { readonly type: string }> {
  readonly id: string
  readonly command: C
}

interface UploadTable<P extends TSchema, Q extends TSchema> extends Omit<
  RouteTable<P, Q, TSchema>,
  'method' | 'body'
> {
  readonly method: 'POST'
  /** Media types and how many bytes; what is sent is only measured, the route looks at the bytes. */
  readonly takes: { readonly types: readonly string[]; readonly maxBytes: number }
  /** Keeps the bytes: sending the same ones again must be harmless. */
  readonly keep: (
    bytes: Uint8Array,
    request: Request<Static<P>, Static<Q>, undefined>,
    context: Context,
  ) => Promise<unknown>
  /** Where what was kept can be had. */
  readonly location: (answer: unknown) => string
}

/** A file that never changes under its address. */
export interface FixedFile {
  readonly bytes: Uint8Array
  /** Media type. */
  readonly type: string
  /** Another one for other bytes; without quotes. */
  readonly tag: string
}

interface FileTable<P extends TSchema> extends Omit<
  RouteTable<P, TSchema, TSchema>,
  'method' | 'query' | 'body' | 'response'
> {
  readonly method: 'GET'
  readonly gives: readonly string[]
  readonly file: (
    request: Request<Static<P>, unknown, undefined>,
    context: Context,
  ) => Promise<FixedFile | Refusal>
}

interface RouteBase {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly response?: TSchema
  readonly limit?: ClientLimit
  readonly permission?: Permission
}

export interface CommandRoute extends RouteBase {
  readonly does: 'command'
  readonly aggregate: AnyAggregate
  readonly status: 200 | 201 | 202 | 204
  target(request: Request, context: Context): string
  command(
    request: Request,
    context: Context,
    target: string,
  ): Promise<{ type: string } | Refusal> | { type: string } | Refusal
  answer(
    document: StoredDocument,
    context: Context,
    made: { readonly type: string } | null,
  ): unknown
  settled?(state: unknown): boolean
  location?(id: string): string
}

export interface QueryRoute extends RouteBase {
  readonly does: 'query'
  handle(request: Request, context: Context): Promise<unknown>
  readonly cache?: {
    readonly maxAgeSeconds: number
    /**
     * How long the region keeps it itself, when its tags are dropped with every change of what it shows;
     * default `maxAgeSeconds`.
     */
    readonly regionSeconds?: number
    readonly staleWhileRevalidateSeconds: number
    tags(request: Request): readonly string[]
  }
}

export interface StreamRoute extends RouteBase {
  readonly does: 'stream'
  stream(
    request: Request,
    context: Context,
    signal: AbortSignal,
  ): Promise<
    | AsyncIterable<{ readonly event: string; readonly data: unknown; readonly id?: string }>
    | Refusal
  >
}

/**
 * Independent commands, committed together where possible (`commitMany`). A fault fails the whole
 * request although some items may be committed, so sending the same items again must be harmless.
 * Items that name the same document are decided in order.
 */
export interface BulkRoute extends RouteBase {
  readonly does: 'bulk'
  readonly aggregate: AnyAggregate
  items(request: Request, context: Context): Promise<readonly (BulkItem | Refusal)[]>
  answer(results: readonly BulkResult[], request: Request, context: Context): unknown
}

/** Takes a body of bytes as it is, and answers 201. */
export interface UploadRoute extends RouteBase {
  readonly does: 'upload'
  readonly takes: { readonly types: readonly string[]; readonly maxBytes: number }
  keep(bytes: Uint8Array, request: Request, context: Context): Promise<unknown>
  location(answer: unknown): string
}

/** Gives a file that may be kept for ever, and that no browser takes for anything else than it is. */
export interface FileRoute extends RouteBase {
  readonly does: 'file'
  readonly gives: readonly string[]
  file(request: Request, context: Context): Promise<FixedFile | Refusal>
}

export type Route = CommandRoute | QueryRoute | StreamRoute | BulkRoute | UploadRoute | FileRoute

/** A route that changes one document. */
export function command<
  S,
  C extends Command,
  E extends Event,
  P extends TSchema,
  Q extends TSchema,
  B extends TSchema,
>(table: CommandTable<S, C, E, P, Q, B>): CommandRoute {
  return { does: 'command', status: 200, ...table } as unknown as CommandRoute
}

/** A route that reads. */
export function query<P extends TSchema, Q extends TSchema, B extends TSchema>(
  table: QueryTable<P, Q, B>,
): QueryRoute {
  return { does: 'query', ...table } as unknown as QueryRoute
}

/** A route that keeps sending. */
export function stream<P extends TSchema, Q extends TSchema>(
  table: StreamTable<P, Q>,
): StreamRoute {
  return { does: 'stream', ...table } as unknown as StreamRoute
}

/** A route that changes many documents of one kind, each on its own. */
export function bulk<
  S,
  C extends Command,
  E extends Event,
  P extends TSchema,
  Q extends TSchema,
  B extends TSchema,
>(table: BulkTable<S, C, E, P, Q, B>): BulkRoute {
  return { does: 'bulk', ...table } as unknown as BulkRoute
}

/** A route that takes a file. */
export function upload<P extends TSchema, Q extends TSchema>(
  table: UploadTable<P, Q>,
): UploadRoute {
  return { does: 'upload', ...table } as unknown as UploadRoute
}

/** A route that gives one. */
export function file<P extends TSchema>(table: FileTable<P>): FileRoute {
  return { does: 'file', ...table } as unknown as FileRoute
}
