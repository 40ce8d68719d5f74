package consimt.aws;

import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** How long a call may take: one second for each try, three seconds for all tries. The client of the tables has the same. */
public final class Deadlines {

    private static final Duration TRY = Duration.ofSeconds(1);
    private static final Duration CALL = Duration.ofSeconds(3);

    private Deadlines() {}

    /**
     * The client's connections, where a try ends by itself, too. The SDK ends a try from outside. That has no effect on a
     * try for which the JDK is opening a connection anew.
     */
    public static UrlConnectionHttpClient.Builder connections() {
        return UrlConnectionHttpClient.builder().connectionTimeout(TRY).socketTimeout(TRY);
    }

    /** Sets them for a client: {@code builder.overrideConfiguration(Deadlines::set)}. */
    public static void set(ClientOverrideConfiguration.Builder client) {
        client.apiCallAttemptTimeout(TRY).apiCallTimeout(CALL);
    }
}
