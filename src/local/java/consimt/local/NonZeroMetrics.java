package consimt.local;

import consimt.runtime.Metrics;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;

/** Leaves out counts of zero, which only alarms want. On one's own machine they would fill the screen every few seconds. */
@Decorator
@Priority(1)
class NonZeroMetrics implements Metrics {

    private final Metrics all;

    @Inject
    NonZeroMetrics(@Delegate @Any Metrics all) {
        this.all = all;
    }

    @Override
    public void count(String metric, long value) {
        if (value != 0) {
            all.count(metric, value);
        }
    }
}
