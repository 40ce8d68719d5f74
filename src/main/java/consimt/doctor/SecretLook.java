package consimt.doctor;

import consimt.runtime.StoreUnavailable;
import consimt.secret.Secret;
import consimt.secret.Secrets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a secret is there and was drawn. Of its text nothing leaves this class. */
final class SecretLook {

    /** In characters. The shortest that the documents draw has 48. */
    private static final int SHORTEST = 20;

    /** The secrets of one's own machine and of the documents, which everybody can read. */
    private static final Pattern OF_EXAMPLES =
            Pattern.compile("(?i).*(own machine|example|change.?me|secret|password|YSBzZWNyZXQg).*|(.)\\2*");

    private SecretLook() {}

    /** What is wrong with the secret of a name; empty if nothing. */
    static Optional<FindingCode> at(String name, Secrets secrets, boolean isOfAws) {
        Optional<Secret> found;
        try {
            found = secrets.lookUp(name).current();
        } catch (StoreUnavailable silent) {
            return Optional.of(FindingCode.NOT_SEEN);
        }
        if (found.isEmpty()) {
            return Optional.of(FindingCode.SECRET_MISSING);
        }
        boolean isMadeUp = isOfAws && found.get().with(SecretLook::isMadeUp);
        return isMadeUp ? Optional.of(FindingCode.SECRET_MADE_UP) : Optional.empty();
    }

    private static boolean isMadeUp(String text) {
        return text.length() < SHORTEST || OF_EXAMPLES.matcher(text).matches();
    }
}
