package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.http.ApiDocument;
import consimt.kit.World;
import consimt.ledger.Commitment;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.FollowUpStep;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A notice is one attribute of its entry. The samples are those of each kind of entry, with all parts and with few. */
class NoticeItemsTest {

    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final Relation RELATION = World.relation("40700000001", "shop");

    /** All that a business may see of any entry that it is told of, and that a list of changes has a use for. */
    private static final Set<String> MAY_BE_TOLD = Set.of(
            "type",
            "value",
            "countsFrom",
            "recordedAt",
            "channel",
            "basis",
            "scope",
            "furtherPart",
            "reasonCode",
            "reasonText",
            "disownsClaims",
            "campaign",
            "messageSentAt",
            "stopsBy",
            "followUpId",
            "workKind",
            "workState",
            "workDue",
            "workScope");

    static List<EntryContent> samples() {
        return EntryItemsTest.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aNoticeHasNothingThatTheBusinessMayNotSeeAndNothingIsStoredTwice(EntryContent what) {
        Map<String, AttributeValue> item = item(what);
        if (what.inQueueOf(RELATION.businessId()).change(RELATION.businessId(), EntryItemsTest.sampleOfWork(true))
                == null) {
            assertEquals(Set.of(), both(item.keySet(), Set.of("notice", "changeAt")));
            return;
        }
        Set<String> told = item.get("notice").m().keySet();
        assertEquals(told, both(told, MAY_BE_TOLD));
        assertEquals(Set.of(), both(told, item.keySet()));
    }

    /** A part that the notice would tell and the store does not keep for it comes to no business. */
    @Test
    void eachPartThatTheDocumentNamesComesToABusiness() {
        Set<String> told = new TreeSet<>();
        Set<String> ofWork = new TreeSet<>();
        samples().stream()
                .flatMap(what -> EntryItems.notice(listed(item(what))).stream())
                .map(notice -> World.JSON.<JsonNode>valueToTree(notice.data()))
                .forEach(data -> {
                    data.fieldNames().forEachRemaining(told::add);
                    data.path("followUp").fieldNames().forEachRemaining(ofWork::add);
                });
        assertEquals(properties("NoticeData"), told);
        assertEquals(properties("FollowUpData"), ofWork);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theStreamTellsWhatTheListTells(EntryContent what) {
        Map<String, AttributeValue> item = item(what);
        assertEquals(EntryItems.notice(item), EntryItems.notice(listed(item)));
    }

    @Test
    void aNoticeOfATypeThatOnlyNewerCodeKnowsIsPassedOver() {
        Map<String, AttributeValue> item = item(EntryContent.OptOut.of(false));
        Map<String, AttributeValue> newer = new HashMap<>(item.get("notice").m());
        newer.put("type", Items.text("MUTED"));
        item.put("notice", AttributeValue.fromM(newer));
        assertEquals(Optional.empty(), EntryItems.notice(item));
    }

    private static Map<String, AttributeValue> item(EntryContent what) {
        Source source = Source.by("app").signedBy(Signer.BUSINESS);
        Entry entry = new Entry(
                EntryId.ofRequest("e"),
                AT,
                AT.plusSeconds(1),
                AT.plusSeconds(2),
                source,
                Commitment.to("content"),
                what,
                null);
        return EntryItems.item(
                RELATION,
                what instanceof FollowUpStep
                        ? entry.ofWork(RELATION.businessId(), EntryItemsTest.sampleOfWork(true))
                        : entry,
                AT.plusSeconds(3));
    }

    /** As the index of changes has it. */
    private static Map<String, AttributeValue> listed(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> listed = new HashMap<>(item);
        listed.keySet().retainAll(Set.of("relation", "entryId", "businessId", "changeAt", "occurredAt", "notice"));
        return listed;
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }

    private static Set<String> properties(String schema) {
        Set<String> names = new TreeSet<>();
        ApiDocument.TREE
                .at("/components/schemas/" + schema + "/properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }
}
