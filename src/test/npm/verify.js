// Reads {"secret","headers","body"} from the standard input, and writes whether the library accepts it.
const { Webhook, WebhookVerificationError } = require('standardwebhooks');
const { readFileSync } = require('node:fs');

const { secret, headers, body } = JSON.parse(readFileSync(0, 'utf8'));
try {
  new Webhook(secret).verify(body, headers);
  console.log('accepted');
} catch (error) {
  if (!(error instanceof WebhookVerificationError)) {
    throw error;
  }
  console.log('refused');
}
