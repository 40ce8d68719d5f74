// Sends a message to each number of the command line by a guarded client, and writes how each ended.
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { ConsentRefused, guard, overHttps } from "consimt-guard";

const { CONSIMT_URL = "", CONSIMT_TOKEN = "" } = process.env;
const sms = guard(new SNSClient({}), {
  businessId: "librarie",
  ask: overHttps(CONSIMT_URL, CONSIMT_TOKEN),
});
for (const PhoneNumber of process.argv.slice(2)) {
  try {
    await sms.send(new PublishCommand({ PhoneNumber, Message: "News" }));
    console.log("sent");
  } catch (error) {
    if (!(error instanceof ConsentRefused)) throw error;
    console.log(error.reason);
  }
}
