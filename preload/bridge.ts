/**
 * The bridge is what a page gets of the main process: a carrier of JSON values. It knows no channel
 * and checks nothing; both ends of core/contract do.
 */
import type { Bridge } from '../core/contract/ipc.ts';

/** The one name that the page sees. */
export const bridgeName = 'lifeboat' satisfies string;

export type { Bridge };
