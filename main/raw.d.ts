/** A file as it is, which the bundler puts in as text. */
declare module '*?raw' {
  const text: string;
  export default text;
}
