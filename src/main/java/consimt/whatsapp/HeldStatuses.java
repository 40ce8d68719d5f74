package consimt.whatsapp;

import consimt.followup.HeldOptOut;
import consimt.followup.HeldOptOuts;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.util.List;

/** Work for the opt-outs from statuses that are held until somebody decides. */
@Singleton
public class HeldStatuses {

    private final HeldOptOuts heldOptOuts;
    private final Metrics metrics;

    public HeldStatuses(HeldOptOuts heldOptOuts, Metrics metrics) {
        this.heldOptOuts = heldOptOuts;
        this.metrics = metrics;
    }

    void hold(List<HeldOptOut> optOuts) {
        if (optOuts.isEmpty()) {
            return;
        }
        int news = heldOptOuts.hold(optOuts);
        if (news > 0) {
            metrics.count("HeldOptOuts", news);
        }
        if (news < optOuts.size()) {
            heldOptOuts.settle(optOuts);
        }
    }
}
