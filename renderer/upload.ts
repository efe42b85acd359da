/** Sends a dropped file's bytes with a progress that fetch cannot tell: the one XMLHttpRequest of the page. */
import { createRequest } from '../model/client';
import type { Clip } from '../model/clip';
import { errorFromProblem, type Problem, WorkbenchError } from '../model/errors';
import type { Door } from './state/effects';

export function uploadBy(origin: string, headers: Record<string, string>): Door['upload'] {
  return (file, onShare) =>
    new Promise<Clip>((resolve, reject) => {
      const { url, method } = createRequest('uploadClip', { name: file.name }, origin);
      const request = new XMLHttpRequest();
      request.open(method, url);
      request.responseType = 'text';
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
      request.onload = () => {
        if (request.status < 300) resolve(JSON.parse(request.responseText) as Clip);
        else reject(errorFromReply(request));
      };
      request.onerror = () => reject(lost(file.name));
      request.send(file);
    });
}

function errorFromReply({ status, responseText }: XMLHttpRequest): WorkbenchError {
  try {
    return errorFromProblem(JSON.parse(responseText) as Problem);
  } catch {
    return new WorkbenchError('internal', `The engine answered ${status}: ${responseText.slice(0, 200)}`);
  }
}

function lost(name: string): WorkbenchError {
  return new WorkbenchError(
    'file-unreadable',
    `Sending the file was broken off: ${name}`,
    'Check that the engine still runs and that its disk has room, then drop the file again.',
  );
}
