package consimt.local.notice;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import consimt.business.Business.Notices;
import consimt.business.BusinessSettings;
import consimt.relation.BusinessId;
import consimt.secret.Secrets;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Verifies notices as their receivers do, by the library of Standard Webhooks. */
@Singleton
class Verification {

    private final BusinessSettings settings;
    private final Secrets secrets;

    Verification(BusinessSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    boolean accepts(String business, Map<String, String> headers, String body) {
        BusinessId businessId = BusinessId.orNull(business);
        Notices notices = businessId == null ? null : settings.fresh(businessId).notices();
        return notices != null
                && secrets.named(notices.secretName()).stream()
                        .anyMatch(secret -> secret.with(text -> isSignedBy(text, headers, body)));
    }

    private static boolean isSignedBy(String secret, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        try {
            new Webhook(secret).verify(body, lists);
            return true;
        } catch (WebhookVerificationException | EmptyWebhookSecretException refused) {
            return false;
        }
    }
}
