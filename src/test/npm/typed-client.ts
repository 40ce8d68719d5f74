// What a caller writes against the types of the contract: compiled by TypedClientTest.
import type { components, paths } from "./api.js";

type Check = paths["/check-permission"]["post"]["requestBody"]["content"]["application/json"];

export const check: Check = { businessId: "librarie", userId: "40700001001", category: "MARKETING" };
export const many: Check = {
  businessId: "librarie",
  asks: [{ userId: "ana@example.com", category: "UTILITY", scope: { channel: "email" } }],
};
export const skip: components["schemas"]["ResolveFollowUpInput"] = {
  businessId: "librarie", followUpIds: ["01M883PH932DH9GXHF3JD7N8DN"], action: "SKIP", actor: "Ana", note: "Thanks",
};
