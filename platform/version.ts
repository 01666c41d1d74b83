import manifest from '../package.json' with { type: 'json' };

/** Of this build, as package.json says it. */
export const version: string = manifest.version;
