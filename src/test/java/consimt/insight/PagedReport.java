package consimt.insight;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.business.SharedSettings;
import consimt.form.Input;
import consimt.form.Page;
import consimt.kit.World;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.Notice.Changes;
import consimt.relation.BusinessId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports whose pages read a few changes. */
final class PagedReport {

    private final ReportReasons report;

    /** @param most how many changes a page reads */
    PagedReport(World world, int most) {
        Changes changes = world.stores.changes();
        Changes few = new Changes() {
            @Override
            public Page<Notice> read(BusinessId businessId, @Nullable ChangeId after, Instant before, int limit) {
                return changes.read(businessId, after, before, Math.min(limit, most));
            }

            @Override
            public Optional<Notice> find(BusinessId businessId, ChangeId id) {
                return changes.find(businessId, id);
            }
        };
        report = new ReportReasons(
                few, SharedSettings.of(world.stores.businesses(), world.stores.businesses(), world.clock), world.clock);
    }

    /** @param asked the fields of the input */
    List<JsonNode> pages(String asked) {
        List<JsonNode> pages = new ArrayList<>();
        String token = "";
        do {
            byte[] input = ("{" + asked + token + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            pages.add(World.JSON.valueToTree(report.reportReasons(Input.of(input))));
            JsonNode next = pages.get(pages.size() - 1).path("nextToken");
            token = next.isTextual() ? ",'nextToken':'" + next.textValue() + "'" : "";
        } while (!token.isEmpty());
        return pages;
    }
}
