/** Serves the built page beside the API: one origin, a strict Content-Security-Policy, nothing outside its folder. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../../model/errors';

/** Without a content type Electron takes every reply for HTML, and module scripts then fail (electron-notes.md section 0). */
const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Throws not-found for what is not there, or not in the folder. */
export async function servePage(pageDir: string | null, pathname: string): Promise<Response> {
  const missing = new WorkbenchError('not-found', `There is no page at ${pathname}`);
  if (pageDir === null) throw missing;
  const file = path.resolve(pageDir, `.${decodePath(pathname === '/' ? '/index.html' : pathname)}`);
  const inside = path.relative(pageDir, file);
  if (inside.startsWith('..') || path.isAbsolute(inside)) throw missing;
  const bytes = await readFile(file).catch(() => {
    throw missing;
  });
  const type = CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream';
  const headers: Record<string, string> = {
    'content-type': type,
    'content-length': String(bytes.length),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': file.includes(`${path.sep}assets${path.sep}`)
      ? 'max-age=31536000, immutable'
      : 'no-store',
  };
  if (type.startsWith('text/html')) headers['content-security-policy'] = CONTENT_SECURITY_POLICY;
  return new Response(new Uint8Array(bytes), { headers });
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname).replaceAll('\0', '');
  } catch {
    return '/';
  }
}
