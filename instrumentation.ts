/** Called by Next once, when its server starts. */
export const register = async (): Promise<void> => {
  // Read in place: the bundler leaves Node's modules out of other runtimes by this condition.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startWeb } = await import('./app/_lib/start-web');
    await startWeb();
  }
};
