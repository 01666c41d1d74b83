import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'standalone',
  // Named, since Next would else take a folder above for the root when a lock file lies there.
  outputFileTracingRoot: process.cwd(),
  turbopack: {
    root: process.cwd(),
    // Only so asked for: style sheets have their fonts by the built-in way.
    rules: { '*.woff2': { condition: { query: '?url' }, type: 'asset' } },
  },
  poweredByHeader: false,
  // `npm run check` checks the types of the whole house; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // An old service worker would go on showing what it used to; it is asked for anew each time.
  headers: async () => [
    { source: '/sw.js', headers: [{ key: 'cache-control', value: 'no-cache' }] },
  ],
  // No page uses the image optimizer; its native library would be half of the server's size.
  images: { unoptimized: true },
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**'] },
  // Large, for the server alone, and run as they are: bundling them costs a third of the build.
  serverExternalPackages: [
    'better-auth',
    'drizzle-orm',
    'bullmq',
    'ioredis',
    'pino',
    'prom-client',
    'pg',
    'undici',
    'web-push',
    'docx',
    '@bull-board/api',
    '@bull-board/hono',
    '@aws-sdk/client-s3',
    '@aws-sdk/s3-request-presigner',
    '@supabase/storage-js',
  ],
  // Files that the board of queues serves by their path; nothing imports them.
  outputFileTracingIncludes: {
    '/admin/queues/[[...path]]': ['node_modules/@bull-board/ui/{package.json,dist/**/*}'],
  },
};

export default config;
