/** The environment variable that names the socket of a job's channel; job.ts says what goes over it. */
export const channelVariable = 'LIFEBOAT_CHANNEL';
