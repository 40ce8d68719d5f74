// Asks Consimt before a message leaves. What a guard does, and in which cases,
// stands in src/guards of Consimt.

export { guard } from "./client.js";
export { guardFetch } from "./cloud-api.js";
export { overHttps, overLambda } from "./asking.js";
export { ConsentRefused } from "./refused.js";
