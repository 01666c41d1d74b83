/** How much a log line matters, least first. Free of zod: pages read them too. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
