package consimt.guard;

import consimt.guard.GuardedService.Said;
import consimt.kit.World;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * What the guard adds to a send, beside one check by HTTP in the same process, in turns. The check is that of the real
 * function, with its store on the same machine.
 */
public final class GuardedSend {

    private static final int BEFORE = 2_000;
    private static final int TURNS = 2_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** In milliseconds. */
    public record Figures(double added, double check, double slowAdded, double slowCheck) {

        @Override
        public String toString() {
            return "added %.3f ÷ check %.3f = %.2f (p50); %.3f ÷ %.3f = %.2f (p99)"
                    .formatted(added, check, added / check, slowAdded, slowCheck, slowAdded / slowCheck);
        }
    }

    private final long[] clock = new long[2];

    private GuardedSend() {}

    public static void main(String[] args) throws Exception {
        System.out.println(measure());
        System.exit(0);
    }

    public static Figures measure() throws IOException {
        return new GuardedSend().figures();
    }

    private Figures figures() throws IOException {
        World world = World.fresh();
        String person = World.somebody();
        world.settle("librarie", "'marketingBasis':'CONVERSATION'");
        world.call("decide-consent", "{'userId':'%s','businessId':'librarie','decision':'CONTINUE'}", person);
        String caller = "{\"caller\":{\"kind\":\"BUSINESS\",\"businessId\":\"librarie\"},\"input\":";
        String check = "{\"businessId\":\"librarie\",\"asks\":[{\"userId\":\"+" + person
                + "\",\"category\":\"MARKETING\",\"scope\":{\"channel\":\"sms\"}}],\"consistent\":true}";
        String published = "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>";
        long[] added = new long[TURNS];
        long[] checks = new long[TURNS];
        try (GuardedService consimt = new GuardedService(call -> new Said(
                        200,
                        world.invoke(call.path(), caller + call.body() + "}").toString()));
                GuardedService aws = new GuardedService(call -> new Said(200, published))) {
            Asking http = ConsimtGuard.byHttps(consimt.uri().toString(), "the-token");
            SnsClient sms = SnsClient.builder()
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                    .region(Region.EU_WEST_1)
                    .endpointOverride(aws.uri())
                    .httpClient(UrlConnectionHttpClient.create())
                    .overrideConfiguration(its -> its.addExecutionInterceptor(clockAt(0))
                            .addExecutionInterceptor(
                                    new ConsimtGuard("{\"businessId\":\"librarie\",\"limitMillis\":30000}", http))
                            .addExecutionInterceptor(clockAt(1)))
                    .build();
            for (int turn = -BEFORE; turn < TURNS; turn++) {
                sms.publish(call -> call.phoneNumber("+" + person).message("Good day"));
                long start = System.nanoTime();
                http.ask("check-permission", check, LIMIT);
                long end = System.nanoTime();
                if (turn >= 0) {
                    added[turn] = clock[1] - clock[0];
                    checks[turn] = end - start;
                }
            }
        } catch (IOException | RuntimeException fault) {
            throw fault;
        } catch (Exception noAnswer) {
            throw new IOException(noAnswer);
        }
        return new Figures(at(0.5, added), at(0.5, checks), at(0.99, added), at(0.99, checks));
    }

    /** Before the guard, and after it. */
    private ExecutionInterceptor clockAt(int end) {
        return new ExecutionInterceptor() {
            @Override
            public void beforeMarshalling(Context.BeforeMarshalling call, ExecutionAttributes attributes) {
                clock[end] = System.nanoTime();
            }
        };
    }

    private static double at(double part, long[] times) {
        Arrays.sort(times);
        return times[(int) (part * (times.length - 1))] / 1e6;
    }
}
