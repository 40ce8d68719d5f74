package consimt.aws;

import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** How long a call may take: one second for each try, three seconds for all tries. The client of the tables has the same. */
public final class Deadlines {

    private static final Duration TRY = Duration.ofSeconds(1);
    private static final Duration CALL = Duration.ofSeconds(3);

    private Deadlines() {}

    /** Sets them for a client: {@code builder.overrideConfiguration(Deadlines::set)}. */
    public static void set(ClientOverrideConfiguration.Builder client) {
        client.apiCallAttemptTimeout(TRY).apiCallTimeout(CALL);
    }
}
