/** The address of a font file in the build, which is that of the style sheet too. */
declare module '*.woff2?url' {
  const address: string;
  export default address;
}
