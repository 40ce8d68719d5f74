package consimt.priming;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.crac.Core;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Sees to it that a function is primed, where Lambda takes a snapshot of it and nowhere else. */
@Singleton
class BeforeSnapshots {

    private static final String SNAPSHOT = "snap-start";

    private final Optional<String> initialization;
    private final Instance<Priming> priming;

    /** Kept: the context of snapshots refers to it weakly. */
    private @Nullable Priming registered;

    BeforeSnapshots(
            @ConfigProperty(name = "aws.lambda.initialization.type") Optional<String> initialization,
            Instance<Priming> priming) {
        this.initialization = initialization;
        this.priming = priming;
    }

    void started(@Observes StartupEvent event) {
        if (initialization.filter(SNAPSHOT::equals).isPresent()) {
            registered = priming.get();
            Core.getGlobalContext().register(registered);
        }
    }
}
