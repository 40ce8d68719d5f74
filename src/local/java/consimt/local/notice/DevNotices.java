package consimt.local.notice;

import consimt.dynamodb.Tables;
import consimt.local.Project;
import consimt.local.notice.NoticePump.NoticeFunctions;
import consimt.notice.delivery.DeliverNotice;
import consimt.notice.delivery.DeliverNotice.NotDelivered;
import consimt.notice.delivery.PublishNotices;
import consimt.notice.delivery.PublishNotices.NotPublished;
import consimt.notice.delivery.ResumeNotices;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lets notices flow while {@code quarkus:dev} runs, from its start to the next live reload. */
@Singleton
class DevNotices {

    /** After the tables are made and filled. */
    private static final int LATE = 5_000;

    /** Set when this JVM began anew once, so that a live reload does not. */
    private static final String BEGUN = "consimt.local.notices.begun";

    private @Nullable NoticePump pump;
    private @Nullable LocalQueue queue;

    void start(
            @Observes @Priority(LATE) StartupEvent start,
            LaunchMode mode,
            Config config,
            DynamoDbClient tables,
            Tables names,
            SampleEndpoint endpoint,
            PublishNotices publish,
            DeliverNotice deliver,
            ResumeNotices resume) {
        if (mode != LaunchMode.DEVELOPMENT) {
            return;
        }
        int port = config.getValue("quarkus.http.port", Integer.class);
        endpoint.moveTo(port);
        ServerStart server = new ServerStart(port);
        queue = new LocalQueue(config.getValue(QueueEndpoint.QUEUE, String.class));
        pump = new NoticePump(
                tables,
                names.ledger(),
                place(config),
                queue,
                new NoticeFunctions(
                        event -> (NotPublished) publish.publishNotices(event),
                        event -> {
                            server.await();
                            return (NotDelivered) deliver.deliverNotice(event);
                        },
                        resume::resumeNotices));
    }

    private static Path place(Config config) {
        Path file = Project.folder().resolve(".consimt/notices.properties");
        String fresh = config.getConfigValue("consimt.dev.fresh").getRawValue();
        boolean isFresh = fresh != null && !fresh.equals("false");
        try {
            Files.createDirectories(file.getParent());
            if (isFresh && System.setProperty(BEGUN, "true") == null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    @PreDestroy
    void stop() {
        if (pump != null) {
            pump.close();
        }
        if (queue != null) {
            queue.close();
        }
    }
}
