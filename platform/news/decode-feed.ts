/** Where a declaration of the encoding has to be, in bytes. */
const HEAD_BYTES = 1_024;

const declaredBy = (head: string): string | undefined =>
  /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w:.-]+)["']/i.exec(head)?.[1];

const decode = (bytes: Uint8Array, label: string): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // Not a name of an encoding, or not in it.
    return null;
  }
};

/**
 * A feed's bytes as text: by its byte order mark, by what HTTP says, by its XML declaration, as UTF-8; what is none
 * of these is taken for windows-1252, which every byte fits.
 *
 * @param contentType the header, if any
 */
export const decodeFeed = (bytes: Uint8Array, contentType: string | null): string => {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  const marks: readonly (readonly [string, string])[] = [
    ['\u00ef\u00bb\u00bf', 'utf-8'],
    ['\u00ff\u00fe', 'utf-16le'],
    ['\u00fe\u00ff', 'utf-16be'],
  ];
  const marked = marks.find(([mark]) => head.startsWith(mark))?.[1];
  const byHttp = /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1];
  for (const label of [marked, byHttp, declaredBy(head), 'utf-8']) {
    const text = label && decode(bytes, label);
    if (typeof text === 'string') return text;
  }
  return new TextDecoder('windows-1252').decode(bytes);
};
