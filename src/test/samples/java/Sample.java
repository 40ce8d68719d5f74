import consimt.guard.ConsentRefused;
import consimt.guard.ConsimtGuard;
import software.amazon.awssdk.services.sns.SnsClient;

/** Sends a message to each number of the command line by a guarded client, and writes how each ended. */
final class Sample {

    public static void main(String[] numbers) {
        var guard = new ConsimtGuard(
                "{\"businessId\":\"librarie\"}",
                ConsimtGuard.byHttps(System.getenv("CONSIMT_URL"), System.getenv("CONSIMT_TOKEN")));
        SnsClient sms = SnsClient.builder()
                .overrideConfiguration(it -> it.addExecutionInterceptor(guard))
                .build();
        for (String number : numbers) {
            try {
                sms.publish(it -> it.phoneNumber(number).message("News"));
                System.out.println("sent");
            } catch (ConsentRefused refused) {
                System.out.println(refused.reason);
            }
        }
    }
}
