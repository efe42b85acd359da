import { describe, expect, it } from 'vitest';
import { type Head, refusalOf } from '../../../web/guard';

const rules = { port: 4123, token: 'the-token' };
const TOKEN = { authorization: 'Bearer the-token' };

function head(path: string, headers: Record<string, string> = {}, method = 'GET'): Head {
  const all: Record<string, string> = { host: '127.0.0.1:4123', ...headers };
  const url = path.startsWith('http') ? path : `http://${all.host}${path}`;
  return { method, url, header: (name) => all[name] ?? null };
}
const isRefused = (path: string, headers?: Record<string, string>, method?: string) =>
  refusalOf(head(path, headers, method), rules) !== null;

describe('the guard of the web shell', () => {
  it('lets the page in without a token, and the door only with it', () => {
    for (const path of ['/', '/index.html', '/assets/index-BxU3.js', '/favicon.svg']) {
      expect(isRefused(path)).toBe(false);
    }
    expect(isRefused('/api/doctor')).toBe(true);
    expect(isRefused('/api/doctor', TOKEN)).toBe(false);
    expect(isRefused('/api/clips', TOKEN, 'POST')).toBe(false);
  });

  it.each([
    '/%61pi/doctor',
    '/api%2Fdoctor',
    '//api/doctor',
    '/api',
    '/api/',
    '/assets/..%2f..%2fapi/doctor',
    '/assets/%2e%2e/api/doctor',
    '/index.html%00',
    '/.hidden',
    '/assets//x.js',
    '/%252e%252e/x',
    '/api;x/doctor',
  ])('wants the token for %s, which a router may read as an endpoint', (path) => {
    expect(isRefused(path)).toBe(true);
    expect(isRefused(path, TOKEN)).toBe(false);
  });

  it('wants the token to post anything', () => {
    expect(isRefused('/index.html', {}, 'POST')).toBe(true);
  });

  it.each([
    ['', ''],
    ['Bearer', ''],
    ['Bearer wrong', ''],
    ['Bearer the-token2', ''],
    ['Bearer the-toke', ''],
    ['Basic the-token', ''],
    ['the-token', ''],
    ['Bearer the-token the-token', ''],
  ])('refuses the authorization "%s"', (authorization) => {
    expect(isRefused('/api/doctor', { authorization })).toBe(true);
  });

  it.each(['localhost:4123', '[::1]:4123', '127.0.0.1:4123'])('answers to its own name %s', (host) => {
    expect(isRefused('/api/doctor', { ...TOKEN, host, origin: `http://${host}` })).toBe(false);
  });

  it.each([
    'evil.example:4123',
    'evil.example',
    '127.0.0.1',
    '127.0.0.1:80',
    '127.0.0.1:4123.evil.example',
    '0.0.0.0:4123',
    '127.1:4123',
    '',
  ])('refuses the host "%s", also for the page: a foreign name made to point here', (host) => {
    const named = host || '127.0.0.1:4123';
    expect(refusalOf({ ...head('/', { host }), url: `http://${named}/` }, rules)).not.toBeNull();
  });

  it('refuses a request without a host, and one whose address names another', () => {
    expect(
      refusalOf({ method: 'GET', url: 'http://127.0.0.1:4123/', header: () => null }, rules),
    ).not.toBeNull();
    expect(isRefused('http://evil.example/api/doctor', TOKEN)).toBe(true);
  });

  it.each([
    'http://evil.example',
    'http://127.0.0.1:4124',
    'https://127.0.0.1:4123',
    'null',
    'http://localhost:4123',
  ])('refuses the origin %s at 127.0.0.1, even with the token', (origin) =>
    expect(isRefused('/api/doctor', { ...TOKEN, origin })).toBe(true),
  );

  it.each(['cross-site', 'same-site'])('refuses a %s request, even with the token', (site) => {
    expect(isRefused('/api/doctor', { ...TOKEN, 'sec-fetch-site': site })).toBe(true);
    expect(
      isRefused('/assets/index.js', {
        'sec-fetch-site': site,
        'sec-fetch-mode': 'no-cors',
        'sec-fetch-dest': 'script',
      }),
    ).toBe(true);
    expect(
      isRefused('/', { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }),
    ).toBe(true);
  });

  it('lets a link on another site open the page in its own tab, but no endpoint', () => {
    const visit = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(isRefused('/', visit)).toBe(false);
    expect(isRefused('/api/doctor', { ...TOKEN, ...visit })).toBe(true);
  });

  it.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'QUERY'])(
    'does not know the method %s',
    (method) => {
      expect(isRefused('/api/doctor', TOKEN, method)).toBe(true);
    },
  );

  it('says what is wrong and what to do', () => {
    expect(refusalOf(head('/api/doctor'), rules)).toMatchObject({
      code: 'no-token',
      hint: expect.stringContaining('address that the workbench printed'),
    });
    expect(refusalOf(head('/', { host: 'x:1' }), rules)).toMatchObject({
      hint: expect.stringContaining('same port number'),
    });
  });
});
