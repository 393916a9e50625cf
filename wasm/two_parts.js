// Before the glue, inside its function: it would instantiate the first part without placeholders for the second. Whoever calls it does that
// instead (web/src/engine/second-part.js).
const WebAssembly = { instantiate: moduleArg['instantiate'] };
