/**
 * Everything that awaits, besides the viewer's frame loader. Each file of effects/ is one concern; this is the list of what others may call.
 *
 * An effect never throws: what goes wrong is raised as a problem once (effects/door.ts) and the window goes on.
 */

export {
  exportShots,
  forgetAnalysis,
  startAnalysis,
  watchAnalyses,
} from './effects/analysis';
export type { Answer } from './effects/answers';
export { copyGraph, copyPicture, copyText } from './effects/clipboard';
export {
  dropFiles,
  openFiles,
  openPath,
  openReferencePath,
  openSample,
  refreshRecents,
} from './effects/clips';
export { connect } from './effects/connect';
export {
  chooseFolder,
  chooseTarget,
  type Door,
  handOverDoor,
  listenToBugs,
  listFolder,
  revealFile,
  shellKind,
} from './effects/door';
export {
  cancelJob,
  chooseRenderPlaces,
  continueJob,
  dropKept,
  moveJob,
  type Ordered,
  pauseJob,
  refreshRenderPlaces,
  resumeJob,
  startRender,
  startStills,
  unwatchJob,
} from './effects/jobs';
export { measurePair, watchRest } from './effects/measure';
export { refusedSteps, watchPlans } from './effects/plans';
export { loadRecipe, saveRecipe } from './effects/recipeFiles';
export { commonSize, fetchSamples, readRecipeFile } from './effects/samples';
export { readThumbnail } from './effects/thumbnail';
export { refreshCommands, refreshDoctor, showPictureAlone } from './effects/tools';
