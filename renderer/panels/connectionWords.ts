/** What is told of an engine that cannot be reached. */
export const AWAY = {
  title: 'The engine does not answer',
  detail: 'Nothing was heard from it for ten seconds. What is on screen stays; all that needs it waits.',
  hint: 'If it was stopped, start it again. This window looks for it and goes on by itself when it is back.',
};
export const REFUSED = {
  title: 'This page has no key to the workbench',
  detail: 'The workbench was started again, or this address was opened without the part behind the #.',
  hint: 'Open the address that the workbench printed when it started.',
};
