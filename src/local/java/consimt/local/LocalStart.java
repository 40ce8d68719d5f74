package consimt.local;

import consimt.answer.Unavailable;
import consimt.dynamodb.Tables;
import consimt.followup.RemindFollowUps;
import consimt.form.Input;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Makes the tables when the application starts. In development it also fills new ones with the sample, and looks at the
 * work by hand once a minute, as the schedule does in AWS.
 */
@Singleton
class LocalStart {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "reminders");
        thread.setDaemon(true);
        return thread;
    });

    // The future of the reminders never ends.
    @SuppressWarnings("FutureReturnValueIgnored")
    void prepare(
            @Observes StartupEvent start,
            DynamoDbClient client,
            Tables tables,
            Sample sample,
            RemindFollowUps remindFollowUps,
            LaunchMode mode) {
        boolean made = LocalTables.create(client, tables);
        if (mode != LaunchMode.TEST) {
            if (made) {
                sample.load();
            }
            timer.scheduleWithFixedDelay(() -> remind(remindFollowUps), 1, 60, TimeUnit.SECONDS);
        }
    }

    private static void remind(RemindFollowUps remindFollowUps) {
        try {
            remindFollowUps.remindFollowUps(Input.nothing());
        } catch (Unavailable.Fault nextTime) {
            // The fault is in the log already. The next try is a minute later.
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
