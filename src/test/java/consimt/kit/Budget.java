package consimt.kit;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What each use of a function may cost: request units, and calls of the store. {@code BudgetTest} holds the functions
 * to it, and {@code CostsTest} holds {@code docs/costs.md} to it.
 *
 * <p>Entries are below a kilobyte, and the settings of the business are known, but where a use reads them anew.
 */
public enum Budget {
    CHECK("check-permission | one person | 0.5 | 0 | GetItem"),
    CHECK_CONSISTENT("check-permission | one person, `consistent` | 1 | 0 | GetItem"),
    CHECK_SCOPE("check-permission | one person, of a scope, with opt-outs of six | 0.5 | 0 | GetItem"),
    CHECK_HUNDRED("check-permission | 100 people | 50 | 0 | BatchGetItem"),
    CHECK_ASKS("check-permission | 100 `asks` of 50 people | 25 | 0 | BatchGetItem"),
    FILTER_CLOSE("filter-audience | 1,000 people who lie close together | 12 | 0 | 2 Query"),
    FILTER_FEW("filter-audience | 7 people | 3.5 | 0 | BatchGetItem"),
    OPEN_CONVERSATION("open-conversation | granted | 1 | 6 | GetItem, 3 PutItem, UpdateItem"),
    RESERVE("open-conversation | reserved | 1 | 1 | PutItem, GetItem"),
    RESERVED_SENT("open-conversation | reserved, and then `SENT` | 1 | 5 | GetItem, 2 PutItem, UpdateItem"),
    RESERVED_NOT_SENT("open-conversation | reserved, and then `NOT_SENT` | 1 | 1 | GetItem, DeleteItem"),
    AGREE("decide-consent | `CONTINUE` | 1 | 5 | GetItem, 2 PutItem"),
    WRITE("decide-consent | `MESSAGE_SENT`, the first | 1 | 5 | GetItem, 2 PutItem"),
    WRITE_AGAIN("decide-consent | `MESSAGE_SENT`, after it | 1 | 0 | GetItem"),
    WRITE_TEXT("decide-consent | `MESSAGE_SENT` with a text, after it | 2 | 0 | 2 GetItem"),
    WRITE_SUSPECTED(
            "decide-consent | `MESSAGE_SENT` with a text that may be a refusal | 3 | 16 | 2 GetItem, 2 PutItem, Query, TransactWriteItems"),
    BLOCK("decide-consent | `BLOCK`, `UNBLOCK` | 1 | 4 | GetItem, 2 PutItem"),
    REPORT("decide-consent | `REPORT` and block | 2 | 14 | GetItem, 2 PutItem, Query, TransactWriteItems"),
    REPORT_MORE(
            "decide-consent | `REPORT` while a review is open | 2 | 12 | GetItem, 2 PutItem, Query, TransactWriteItems"),
    READ_RELATION("read-relation | with one business | 1 | 0 | GetItem"),
    READ_RELATION_SHOWN("read-relation | with one business, with a `locale` | 1 | 0 | GetItem"),
    READ_RELATIONS("read-relation | a page of 50 | 2 | 0 | Query"),
    READ_RELATIONS_SHOWN(
            "read-relation | a page of 50, with a `locale`, of businesses not asked about before | 52 | 0 | BatchGetItem, Query"),
    LIST_RELATIONS("list-relations | a page of 1,000 | 11.5 | 0 | Query"),
    OPT_OUT("request-opt-out | automatic removal | 2 | 5 | 2 GetItem, 2 PutItem"),
    OPT_OUT_LINKING(
            "request-opt-out | with `alsoKnownAs`, the first | 7 | 19 | 3 GetItem, 2 BatchGetItem, 5 PutItem, TransactWriteItems"),
    OPT_OUT_LINKED("request-opt-out | with `alsoKnownAs`, after it | 5 | 7 | 3 GetItem, BatchGetItem, 3 PutItem"),
    OPT_OUT_BY_HAND("request-opt-out | removal by hand | 2 | 20 | 2 GetItem, 3 PutItem, TransactWriteItems"),
    OPT_OUT_SCOPE("request-opt-out | of a scope, automatic removal | 1.5 | 5 | 2 GetItem, 2 PutItem"),
    OPT_OUT_SCOPE_MORE("request-opt-out | of another scope, automatic removal | 1.5 | 5 | 2 GetItem, 2 PutItem"),
    OPT_OUT_SCOPE_AGAIN("request-opt-out | of the same scope, automatic removal | 1.5 | 5 | 2 GetItem, 2 PutItem"),
    OPT_OUT_SCOPE_TOO_MANY("request-opt-out | of a seventh scope, automatic removal | 2.5 | 5 | 3 GetItem, 2 PutItem"),
    OPT_OUT_SCOPE_BY_HAND(
            "request-opt-out | of another scope, removal by hand | 3 | 20 | 2 GetItem, 3 PutItem, Query, TransactWriteItems"),
    OPT_IN("request-opt-in | without an opt-out before | 1 | 5 | GetItem, 2 PutItem"),
    OPT_IN_AGAIN("request-opt-in | after an opt-out | 1 | 5 | GetItem, 2 PutItem"),
    OPT_IN_SCOPE("request-opt-in | of a scope, after an opt-out of it and of another | 0.5 | 5 | GetItem, 2 PutItem"),
    OPT_IN_UNDOES(
            "request-opt-in | before a removal by hand is done | 2 | 17 | GetItem, 2 PutItem, Query, TransactWriteItems"),
    OPT_IN_REINSTATES(
            "request-opt-in | after a removal by hand was done | 2 | 16 | GetItem, 2 PutItem, Query, TransactWriteItems"),
    OPT_IN_CLAIMED("request-opt-in | a claim | 1 | 4 | GetItem, 2 PutItem"),
    IMPORT("import-preferences | one opt-out | 2 | 4 | 2 GetItem, 2 PutItem"),
    IMPORT_TOLD("import-preferences | one opt-out, with `tell` | 2 | 5 | 2 GetItem, 2 PutItem"),
    IMPORT_CLAIM("import-preferences | one claim | 2 | 4 | 2 GetItem, 2 PutItem"),
    IMPORT_THOUSAND("import-preferences | 1,000 opt-outs | 1001 | 4000 | 1001 GetItem, 2000 PutItem"),
    EXPLAIN("explain-opt-out | under the id of the opt-out | 1 | 4 | GetItem, PutItem, UpdateItem"),
    EXPLAIN_ELSEWHERE("explain-opt-out | under another of the person's ids | 3 | 4 | 3 GetItem, PutItem, UpdateItem"),
    READ_LEDGER("read-ledger | 50 entries | 2 | 0 | Query"),
    READ_LEDGER_OF_SETTINGS("read-ledger | 50 entries about settings | 4 | 0 | Query"),
    GIVE_RECEIPT("give-receipt | of an entry | 1 | 0 | GetItem"),
    GIVE_RECEIPT_OPT_IN("give-receipt | of an opt-in | 1.5 | 0 | GetItem, Query"),
    GIVE_RECEIPT_STANDING("give-receipt | of how the two stand | 1 | 0 | GetItem"),
    GIVE_RECEIPT_AGREED(
            "give-receipt | of how the two stand, where the person agreed without an opt-in | 2 | 0 | 2 GetItem"),
    GIVE_RECEIPT_KEY("give-receipt | of an entry, every five minutes of a process | 1 | 1 | GetItem, UpdateItem"),
    READ_KEYS("read-keys |  | 1 | 0 | Query"),
    EXPLAIN_STANDING("explain-standing | now, one id with 5 entries | 3 | 0 | 2 GetItem, Query"),
    EXPLAIN_STANDING_AT("explain-standing | `at` an instant, one id with 5 entries | 1.5 | 0 | 2 Query"),
    EXPORT(
            "export-person | one id with 5 entries | 8 | 0 | BatchGetItem, Query, GetItem, 2 Query, GetItem, BatchGetItem"),
    ERASE(
            "erase-person | one id with 5 entries | 7 | 18 | BatchGetItem, 3 GetItem, TransactWriteItems, 3 Query, PutItem, BatchWriteItem"),
    READ_SETTINGS("configure-business | only read | 1 | 0 | GetItem"),
    READ_OWN_SETTINGS("read-settings |  | 1 | 0 | GetItem"),
    SETTLE("configure-business | settled | 1 | 6 | GetItem, TransactWriteItems"),
    SETTLE_NUMBER("configure-business | settled, with a WhatsApp number | 1 | 8 | GetItem, TransactWriteItems"),
    SETTLE_AGAIN("configure-business | settled as before | 1 | 1 | GetItem, PutItem"),
    LIST_CHANGES("list-changes | a page of 100 | 3.5 | 0 | Query"),
    PUBLISH("publish-notices | one notice | 0 | 0 | "),
    DELIVER("deliver-notice | a notice that is taken | 1 | 0 | GetItem"),
    DELIVER_FAILED("deliver-notice | a notice that fails | 4 | 3 | 3 GetItem, PutItem, Query, TransactWriteItems"),
    RESUME("resume-notices | nothing waits | 0.5 | 0 | Query"),
    LIST_UNDELIVERED("list-undelivered | nothing failed | 2 | 0 | GetItem, Query"),
    REDELIVER("redeliver | one notice | 1.5 | 0 | GetItem, Query"),
    TEST_NOTICE("test-notice |  | 2 | 2 | 2 GetItem, TransactWriteItems"),
    REPORT_REASONS("report-reasons | 100 changes in the period | 3.5 | 0 | Query"),
    LIST_FOLLOW_UPS("list-follow-ups | a page of 50 removals | 28 | 0 | BatchGetItem, 3 Query"),
    CLAIM("resolve-follow-up | one claimed | 1 | 8 | BatchGetItem, TransactWriteItems"),
    COMPLETE("resolve-follow-up | one removal completed | 1 | 12 | BatchGetItem, TransactWriteItems"),
    CLEAR(
            "resolve-follow-up | one message that is no refusal | 2 | 16 | BatchGetItem, TransactWriteItems, GetItem, 2 PutItem"),
    CONFIRM(
            "resolve-follow-up | one message that is an opt-out, automatic removal | 3 | 25 | BatchGetItem, 2 TransactWriteItems, 2 GetItem, 2 PutItem"),
    REMIND_NOTHING("remind-follow-ups | nothing due | 2 | 0 | GetItem, 2 Query"),
    REMIND("remind-follow-ups | one reminder | 3 | 10 | GetItem, 2 Query, GetItem, TransactWriteItems"),
    NOTE_OTHER("record-message | no marketing | 0 | 0 | "),
    NOTE_MARKETING("record-message | marketing | 1 | 0 | BatchGetItem"),
    NOTE_MARKETING_BEFORE("record-message | marketing before the last wish | 1.5 | 0 | BatchGetItem, Query"),
    NOTE_HUNDRED("record-message | marketing, 100 messages | 100 | 0 | BatchGetItem"),
    NOTE_LATE(
            "record-message | marketing after an opt-out, removal by hand | 2 | 10 | BatchGetItem, Query, TransactWriteItems"),
    REPORT_FOLLOW_UPS("report-follow-ups | 100 opened in the period | 4 | 0 | Query"),
    AUTHORIZE_BUSINESS("authorize-caller | a business's token of the identity provider | 0 | 0 | "),
    AUTHORIZE_TOKEN("authorize-caller | a token of this service | 2 | 0 | BatchGetItem"),
    AUTHORIZE_PERSON("authorize-caller | a person's link | 2 | 0 | BatchGetItem"),
    ISSUE_LINK("issue-person-link |  | 0 | 0 | "),
    ISSUE_LINKS("issue-person-links | 1,000 links | 0 | 0 | "),
    ISSUE_TOKEN("issue-business-token |  | 0 | 2 | PutItem"),
    REVOKE_TOKENS("revoke-business-tokens |  | 1 | 5 | Query, TransactWriteItems"),
    REVOKE_LINKS("revoke-person-links |  | 0 | 1 | UpdateItem"),
    UNSUBSCRIBE_PAGE("unsubscribe | the page | 2 | 0 | GetItem, BatchGetItem"),
    SUBSCRIBE("unsubscribe | a yes | 5 | 5 | 2 GetItem, BatchGetItem, 2 PutItem"),
    UNSUBSCRIBE("unsubscribe | automatic removal | 4 | 5 | 3 GetItem, BatchGetItem, 2 PutItem"),
    UNSUBSCRIBE_BY_HAND(
            "unsubscribe | removal by hand | 4 | 20 | BatchGetItem, 3 GetItem, 3 PutItem, TransactWriteItems"),
    RECEIVE_EVENT_STOP("receive-event | a stop, automatic removal | 4 | 5 | BatchGetItem, 2 GetItem, 2 PutItem"),
    RECEIVE_MESSAGE("receive-whatsapp | a message, the first | 2.5 | 5 | 2 GetItem, BatchGetItem, 2 PutItem"),
    RECEIVE_MESSAGE_AGAIN("receive-whatsapp | a message after it | 2.5 | 0 | 2 GetItem, BatchGetItem"),
    RECEIVE_BOTH("receive-whatsapp | a message that names both ids | 3 | 0 | 2 GetItem, BatchGetItem"),
    RECEIVE_BOTH_NEW(
            "receive-whatsapp | a message that names both ids, the first time | 5 | 15 | 2 GetItem, 2 BatchGetItem, 3 PutItem, TransactWriteItems"),
    RECEIVE_STOP_MESSAGE(
            "receive-whatsapp | a message that is an opt-out, automatic removal | 3 | 5 | 3 GetItem, 2 PutItem"),
    RECEIVE_SUSPECTED(
            "receive-whatsapp | a message that may be a refusal | 4 | 16 | 3 GetItem, 2 PutItem, Query, TransactWriteItems"),
    RECEIVE_STOP("receive-whatsapp | a preference to stop, automatic removal | 2.5 | 5 | 3 GetItem, 2 PutItem"),
    RECEIVE_STOP_BY_HAND(
            "receive-whatsapp | a preference to stop, removal by hand | 3 | 20 | 3 GetItem, 3 PutItem, TransactWriteItems"),
    RECEIVE_RESUME("receive-whatsapp | a preference to resume, after one to stop | 2.5 | 5 | 3 GetItem, 2 PutItem"),
    RECEIVE_RESUME_BOTH(
            "receive-whatsapp | a preference to resume that names both ids, after one to stop | 4.5 | 7 | 3 GetItem, 3 PutItem, BatchGetItem"),
    RECEIVE_MOVED(
            "receive-whatsapp | a new id of a person's | 4 | 12 | 2 GetItem, BatchGetItem, TransactWriteItems, 2 PutItem"),
    RECEIVE_STOP_STATUS(
            "receive-whatsapp | a status that is an opt-out, automatic removal | 2.5 | 5 | 3 GetItem, 2 PutItem"),
    RECEIVE_SENT("receive-whatsapp | a status of marketing that was sent | 3 | 0 | 3 GetItem"),
    RECEIVE_SENT_BEFORE(
            "receive-whatsapp | a status of marketing that was sent before the last wish | 3.5 | 0 | 3 GetItem, Query"),
    RECEIVE_OTHER("receive-whatsapp | any other status | 2 | 0 | 2 GetItem"),
    RECEIVE_ASIDE("receive-whatsapp | a message to nobody's number | 1 | 1 | GetItem, BatchWriteItem"),
    RECEIVE_ASIDE_SUSPECTED(
            "receive-whatsapp | a message to nobody's number that may be a refusal | 1 | 1 | GetItem, UpdateItem"),
    RECEIVE_FORGED("receive-whatsapp | signed by a stranger | 1 | 0 | GetItem"),
    RECEIVE_THOUSAND(
            "receive-whatsapp | 1,000 updates about 1,000 relations | 545 | 5000 | 120 GetItem, 9 BatchGetItem, 2000 PutItem"),
    RECEIVE_EVENT("receive-whatsapp-sns | a message, the first | 2.5 | 5 | 2 GetItem, BatchGetItem, 2 PutItem"),
    REPLAY("replay-unknown | one opt-out, automatic removal | 3.5 | 6 | 3 GetItem, Query, 2 PutItem, BatchWriteItem"),
    REBUILD_RIGHT("rebuild-relation | one relation with 5 entries, which is right | 2 | 0 | GetItem, Query"),
    REBUILD_LOST("rebuild-relation | one relation with 5 entries, which was lost | 2 | 2 | GetItem, Query, PutItem"),
    LOOK("doctor | ten businesses | 7 | 0 | GetItem, 10 Query, 2 Scan, 6 DescribeTable");

    public static final Duration USUALLY_TAKES = Duration.ofMillis(10);

    private final String function;
    private final String use;

    @SuppressWarnings("ImmutableEnumChecker") // its list of calls cannot be changed
    private final Meter.Reading reading;

    /** @param row the function, its use, read units, write units, and calls of the store */
    Budget(String row) {
        String[] cells = row.split(" [|] ", -1);
        this.function = cells[0];
        this.use = cells[1];
        this.reading = new Meter.Reading(calls(cells[4]), Double.parseDouble(cells[2]), Double.parseDouble(cells[3]));
    }

    public String function() {
        return function;
    }

    /** Which use of the function, as {@code docs/costs.md} names it; empty where all cost the same. */
    public String use() {
        return use;
    }

    public Meter.Reading reading() {
        return reading;
    }

    /** For how long Lambda is paid: assumed, but measured of the large envelope ({@code docs/costs.md}). */
    public Duration takes() {
        return this == RECEIVE_THOUSAND ? Duration.ofMillis(750) : USUALLY_TAKES;
    }

    /** Of {@code GetItem, 2 PutItem} there are three. */
    private static List<String> calls(String calls) {
        return Pattern.compile("(?:(\\d+) )?(\\w+)")
                .matcher(calls)
                .results()
                .flatMap(call ->
                        Collections.nCopies(call.group(1) == null ? 1 : Integer.parseInt(call.group(1)), call.group(2))
                                .stream())
                .toList();
    }
}
