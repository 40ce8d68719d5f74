package consimt.local.notice;

import consimt.answer.BatchFailures;
import consimt.dynamodb.Tables;
import consimt.local.Project;
import consimt.local.notice.NoticePump.NoticeFunctions;
import consimt.notice.delivery.DeliverNotice;
import consimt.notice.delivery.PublishNotices;
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
public class DevNotices {

    /** After the tables are made and filled. */
    private static final int LATE = 5_000;

    /** Set when this JVM began anew once, so that a live reload does not. */
    private static final String BEGUN = "consimt.local.notices.begun";

    private final Config config;
    private final DynamoDbClient tables;
    private final Tables names;
    private final SampleEndpoint endpoint;
    private final PublishNotices publish;
    private final DeliverNotice deliver;
    private final ResumeNotices resume;

    private @Nullable NoticePump pump;
    private @Nullable LocalQueue queue;

    DevNotices(
            Config config,
            DynamoDbClient tables,
            Tables names,
            SampleEndpoint endpoint,
            PublishNotices publish,
            DeliverNotice deliver,
            ResumeNotices resume) {
        this.config = config;
        this.tables = tables;
        this.names = names;
        this.endpoint = endpoint;
        this.publish = publish;
        this.deliver = deliver;
        this.resume = resume;
    }

    void start(@Observes @Priority(LATE) StartupEvent start, LaunchMode mode) {
        if (mode != LaunchMode.TEST) {
            begin(config.getValue("quarkus.http.port", Integer.class), place(config));
        }
    }

    /**
     * @param port on which this application listens
     * @param place the file that keeps how far the notices have come
     */
    public void begin(int port, Path place) {
        endpoint.moveTo(port);
        ServerStart server = new ServerStart(port);
        queue = new LocalQueue(config.getValue(QueueEndpoint.QUEUE, String.class));
        pump = new NoticePump(
                tables,
                names.ledger(),
                place,
                queue,
                new NoticeFunctions(
                        event -> (BatchFailures) publish.publishNotices(event),
                        event -> {
                            server.await();
                            return (BatchFailures) deliver.deliverNotice(event);
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

    /** Waits for what flows now. */
    @PreDestroy
    public void stop() {
        if (pump != null) {
            pump.close();
            pump = null;
        }
        if (queue != null) {
            queue.close();
            queue = null;
        }
    }
}
