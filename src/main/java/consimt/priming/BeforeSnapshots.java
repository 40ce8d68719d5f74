package consimt.priming;

import consimt.runtime.Setting;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.crac.Core;
import org.jspecify.annotations.Nullable;

/** Sees to it that a function is primed, where Lambda takes a snapshot of it and nowhere else. */
@Singleton
class BeforeSnapshots {

    private static final String SNAPSHOT = "snap-start";

    private final Instance<Priming> priming;

    /** Kept: the context of snapshots refers to it weakly. */
    private @Nullable Priming registered;

    BeforeSnapshots(Instance<Priming> priming) {
        this.priming = priming;
    }

    void started(@Observes StartupEvent event) {
        if (Setting.find("aws.lambda.initialization.type")
                .filter(SNAPSHOT::equals)
                .isPresent()) {
            registered = priming.get();
            Core.getGlobalContext().register(registered);
        }
    }
}
