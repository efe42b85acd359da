import { describeDoor } from './door.case';
import { describeEngine } from './engine.case';
import { openBridge } from './ways';

describeDoor("the door through Electron's protocol bridge", openBridge, { tellsAbortBeforeReply: false });
describeEngine("the engine through Electron's protocol bridge", openBridge);
