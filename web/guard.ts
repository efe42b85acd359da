/**
 * Who may speak to the web shell: decided from a request's head alone. Pure; serve.ts asks it before anything else.
 *
 * Three attackers: a web page elsewhere (Origin, Sec-Fetch-Site), a web page that made its own name point here (Host: DNS rebinding), and
 * another program of this machine (the token). The page's own files need no token, as they hold no secret and carry the token's code.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { WorkbenchError } from '../model/errors';

export interface Head {
  method: string;
  /** The request's address as the server understood it. */
  url: string;
  /** The Host header, and the others by their lower-case names; null where absent. */
  header(name: string): string | null;
}

export interface Rules {
  port: number;
  token: string;
}

/**
 * What needs no token: plain names only. Nothing encoded and no doubled slash gets here, because the router decodes and could find
 * an endpoint where this pattern saw a file.
 */
const PAGE_FILE = /^\/(?!api(?:\/|$))(?:[\w-][\w.-]*\/)*(?:[\w-][\w.-]*)?$/;
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);

/** The reason to refuse, or null. */
export function refusalOf(head: Head, rules: Rules): WorkbenchError | null {
  const host = head.header('host');
  if (!isOurHost(host, rules.port)) return refuse(WRONG_HOST, HOST_HINT);
  const { pathname, host: named } = new URL(head.url);
  if (!isOurHost(named, rules.port)) return refuse(WRONG_HOST, HOST_HINT);
  if (!METHODS.has(head.method)) return refuse(`The method ${head.method} is not used here.`);
  const isPageFile = head.method !== 'POST' && PAGE_FILE.test(pathname);
  if (!isFromHere(head, host, isPageFile)) return refuse('Another web site asked for this.');
  if (isPageFile || hasToken(head.header('authorization'), rules.token)) return null;
  return new WorkbenchError(
    'no-token',
    'The token is missing or wrong.',
    'Open the address that the workbench printed when it started.',
  );
}

const WRONG_HOST = 'The workbench answers only to its own address.';
const HOST_HINT = 'Use the printed address; through a tunnel, keep the same port number on both sides.';

function isOurHost(host: string | null, port: number): boolean {
  return host !== null && ['127.0.0.1', 'localhost', '[::1]'].some((name) => host === `${name}:${port}`);
}

/** Browsers tell where a request comes from; other programs say nothing, and need the token all the same. */
function isFromHere(head: Head, host: string | null, isPageFile: boolean): boolean {
  const origin = head.header('origin');
  if (origin !== null && origin !== `http://${host}`) return false;
  const site = head.header('sec-fetch-site');
  if (site === null || site === 'same-origin' || site === 'none') return true;
  // A link on another page (a web terminal, a wiki) may lead to ours, in its own tab.
  const isVisit =
    head.header('sec-fetch-mode') === 'navigate' && head.header('sec-fetch-dest') === 'document';
  return isPageFile && isVisit;
}

function hasToken(authorization: string | null, token: string): boolean {
  const given = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  // Digests have one length, which timingSafeEqual wants, and tell nothing of how much was right.
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(detail: string, hint = ''): WorkbenchError {
  return new WorkbenchError('not-allowed', detail, hint);
}
