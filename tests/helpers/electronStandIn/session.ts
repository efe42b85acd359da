/** `session.defaultSession`: not before ready; every permission is granted while no handler is set (rules 2, 18). */
import { assertReady, Source } from './machine';
import { StandInProtocol } from './protocol';

type RequestHandler = (
  contents: unknown,
  permission: string,
  callback: (isGranted: boolean) => void,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean;

export class StandInSession extends Source {
  readonly protocol = new StandInProtocol();
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }
  /** As a page at this address would be answered. */
  askPermission(contents: unknown, permission: string, requestingUrl: string): Promise<boolean> {
    const handler = this.#request;
    if (!handler) return Promise.resolve(true);
    return new Promise((resolve) =>
      handler(contents, permission, resolve, { requestingUrl, isMainFrame: true }),
    );
  }
  checkPermission(contents: unknown, permission: string, origin: string): boolean {
    return this.#check ? this.#check(contents, permission, origin, {}) : true;
  }
}

const theSession = new StandInSession();

export const session = {
  get defaultSession(): StandInSession {
    assertReady('Session can only be received when app is ready');
    return theSession;
  },
};
