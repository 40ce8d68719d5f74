package consimt.local.notice;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;

/**
 * A notice as it came to the receiver of this machine.
 *
 * @param business as the path of the receiver names it
 * @param verified whether a secret of the business signed it
 * @param headers those of Standard Webhooks
 */
@JsonPropertyOrder({"receivedAt", "business", "verified", "headers", "body"})
record ReceivedNotice(
        Instant receivedAt, String business, boolean verified, Map<String, String> headers, String body) {}
