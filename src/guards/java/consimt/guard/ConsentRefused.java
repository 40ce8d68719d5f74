package consimt.guard;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Nothing was sent, and the SDK does not try again. The text names nobody. */
public final class ConsentRefused extends SdkClientException {

    /** A reason of the check, or one of the guard's own. */
    public final String reason;

    /** A remedy of the check, or one of the guard's own. */
    public final String remedy;

    /** Ids of the refused people, as the call has them. Keep them out of logs. */
    public final List<String> who;

    private ConsentRefused(String why, String reason, String remedy, List<String> who, Throwable cause) {
        super(builder()
                .message(why + " (" + reason + ", " + remedy + "). Nothing was sent.")
                .cause(cause));
        this.reason = reason;
        this.remedy = remedy;
        this.who = who;
    }

    /** A refusal by the guard itself. */
    static ConsentRefused itself(String reason, String why) {
        return of(why, Map.of("reason", reason), List.of(), null);
    }

    /** @param answer of Consimt, with a reason, and mostly with a remedy */
    static ConsentRefused of(String why, Object answer, List<String> who, Throwable cause) {
        String reason = PathValues.text(answer, "reason", "REFUSED");
        String remedy =
                PathValues.text(answer, "remedy", PathValues.text(Operations.TABLE, "remedies/" + reason, "NONE"));
        return new ConsentRefused(why, reason, remedy, who, cause);
    }
}
