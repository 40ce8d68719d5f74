package consimt.function;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The only place where the clock is read; everything else is handed the time. */
class Now {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
