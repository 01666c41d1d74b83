/** Room names; nowhere else are they strings. */
export const userRoom = (userId: string): string => `user:${userId}`;
export const jobRoom = (jobId: string): string => `job:${jobId}`;
