package consimt.messaging;

import consimt.aws.Deadlines;
import consimt.aws.Lazily;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue;
import consimt.runtime.Setting;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** The queue of notices by its URL, {@code consimt.notices.queue}. */
class Queues {

    @Produces
    @Singleton
    NoticeQueue notices() {
        return of(Setting.find("consimt.notices.queue"), Setting.of("consimt.notices.local", Boolean.class));
    }

    /** @param local whether the queue is on this machine, where nobody asks for credentials */
    static NoticeQueue of(Optional<String> url, boolean local) {
        return new SqsNoticeQueue(new Lazily<>(() -> client(url, local)), url.orElse(""));
    }

    static SqsClient client(Optional<String> url, boolean local) {
        SqsClientBuilder builder =
                SqsClient.builder().httpClientBuilder(Deadlines.connections()).overrideConfiguration(Deadlines::set);
        if (local && url.isPresent()) {
            URI queue = URI.create(url.get());
            builder.endpointOverride(queue.resolve("/"))
                    .region(Region.EU_CENTRAL_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create());
        }
        return builder.build();
    }
}
