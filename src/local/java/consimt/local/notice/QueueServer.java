package consimt.local.notice;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;

/** An SQS server in this JVM, ElasticMQ, on a free port. It keeps its queues in memory and ends with the JVM. */
final class QueueServer {

    private static final String SETTINGS =
            "pekko { daemonic = on, loglevel = WARNING, scheduler.tick-duration = 100ms }";

    private static @Nullable URI address;

    private QueueServer() {}

    /** Where it listens. The first call starts it. */
    static synchronized URI address() {
        if (address == null) {
            address = start();
        }
        return address;
    }

    private static URI start() {
        // Its classes are not made again by a live reload, so it must know no others.
        ClassLoader its = SQSRestServerBuilder.class.getClassLoader();
        ActorSystem actors = ActorSystem.create(
                "sqs", ConfigFactory.parseString(SETTINGS).withFallback(ConfigFactory.load(its)), its);
        int port = SQSRestServerBuilder.withActorSystem(actors)
                .withInterface("127.0.0.1")
                .withDynamicPort()
                .start()
                .waitUntilStarted()
                .localAddress()
                .getPort();
        return URI.create("http://127.0.0.1:" + port);
    }
}
