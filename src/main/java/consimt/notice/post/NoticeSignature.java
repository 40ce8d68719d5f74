package consimt.notice.post;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import consimt.notice.post.PostProblem.NotPosted;
import consimt.secret.Secret;
import consimt.secret.Secrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The three headers of Standard Webhooks, by which a receiver knows that a notice is genuine and new. */
record NoticeSignature(Secrets secrets) {

    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;

    /** What is signed is {@code id.timestamp.body}, so an id with a dot could be read in two ways. */
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e&&[^.]]{1,256}");

    /**
     * @param at the time of this try
     * @throws NotPosted if there is no secret, or the current one is none of Standard Webhooks
     * @throws consimt.runtime.StoreUnavailable if the secrets cannot be read
     * @throws IllegalArgumentException if the id has a dot, a blank, or more than ASCII
     */
    Map<String, String> headers(String secretName, String id, Instant at, String body) throws NotPosted {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an id must be of visible ASCII, without a dot");
        }
        List<String> signatures = new ArrayList<>();
        for (byte[] key : keys(secretName)) {
            signatures.add(signature(key, id, at.getEpochSecond(), body));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Webhook.UNBRANDED_MSG_ID_KEY, id);
        headers.put(Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Long.toString(at.getEpochSecond()));
        headers.put(Webhook.UNBRANDED_MSG_SIGNATURE_KEY, String.join(" ", signatures));
        return headers;
    }

    private List<byte[]> keys(String secretName) throws NotPosted {
        List<byte[]> keys = keys(secrets.named(secretName));
        if (!keys.isEmpty()) {
            return keys;
        }
        List<Secret> now = secrets.fresh(secretName);
        keys = keys(now);
        if (keys.isEmpty()) {
            throw new NotPosted(now.isEmpty() ? PostProblem.NO_SECRET : PostProblem.BAD_SECRET);
        }
        return keys;
    }

    /**
     * The keys of all secrets. A former secret that is not valid never signed anything, and is left out.
     *
     * @return empty if the current secret is not valid
     */
    private static List<byte[]> keys(List<Secret> currentFirst) {
        return currentFirst.isEmpty()
                        || currentFirst.get(0).with(NoticeSignature::key).isEmpty()
                ? List.of()
                : currentFirst.stream()
                        .map(secret -> secret.with(NoticeSignature::key))
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** Padded standard Base64 and nothing else: other libraries refuse what the JDK's decoder lets through. */
    private static Optional<byte[]> key(String secret) {
        String text = secret.startsWith(Webhook.SECRET_PREFIX) ? secret.substring(Webhook.SECRET_PREFIX.length()) : "";
        try {
            byte[] key = Base64.getDecoder().decode(text);
            boolean isStrict = Base64.getEncoder().encodeToString(key).equals(text);
            return isStrict && key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY
                    ? Optional.of(key)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String signature(byte[] key, String id, long seconds, String body) {
        try {
            return new Webhook(key).sign(id, seconds, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
