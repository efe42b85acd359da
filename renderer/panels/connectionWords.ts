/** What is told of an engine that cannot be reached. */
export const AWAY = {
  title: 'The engine does not answer',
  detail: 'Nothing was heard from it for ten seconds. What is on screen stays; all that needs it waits.',
  // A server that is started again has another key, and mostly another port: only one that was away for a while is found again.
  hint: {
    web: 'This window looks for it, and goes on by itself where it was only out of reach. If it was stopped, start it again and open the new address that it prints.',
    electron:
      'This window looks for it, and goes on by itself where it was only out of reach. If it stays away, close the workbench and start it again.',
  },
};
export const REFUSED = {
  title: 'This page has no key to the workbench',
  detail: 'The workbench was started again, or this address was opened without the part behind the #.',
  hint: 'Open the new address: the workbench prints it when it starts.',
};
