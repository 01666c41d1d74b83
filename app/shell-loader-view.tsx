'use client';

import dynamic from 'next/dynamic';

/** The shell as a chunk of its own: the root layout stands on every page, and sign-in has no shell. */
export const ShellView = dynamic(async () => (await import('./shell-view')).ShellView);
