import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = new Set(['.js', '.css', '.svg', '.json']);
/** Below so many bytes nothing is saved: it is one packet either way. */
const LEAST_BYTES = 1_024;

/**
 * Puts a Brotli and a gzip copy beside each file of text in a folder, as small as they get: `a.js.br`, `a.js.gz`.
 *
 * @param {string} folder
 */
export const compressFiles = async (folder) => {
  const names = await readdir(folder, { recursive: true });
  const texts = names.filter((name) => TEXT.has(extname(name)));
  await Promise.all(texts.map((name) => compressFile(join(folder, name))));
};

/** @param {string} path */
const compressFile = async (path) => {
  const bytes = await readFile(path);
  if (bytes.length < LEAST_BYTES) return;
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await Promise.all([
    promisify(brotliCompress)(bytes, { params }).then((made) => writeFile(`${path}.br`, made)),
    promisify(gzip)(bytes, { level: 9 }).then((made) => writeFile(`${path}.gz`, made)),
  ]);
};
