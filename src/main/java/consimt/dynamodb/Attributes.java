package consimt.dynamodb;

import consimt.relation.MarkKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names of all attributes and indexes, as they are stored. */
public final class Attributes {

    public static final String USER_ID = "userId";
    public static final String BUSINESS_ID = "businessId";

    /** Relations: the marks have the names of {@link #of(MarkKind)}. On a review, the number of its reports. */
    static final String REPORTS = "reports";

    /** The version of the relation's shape. An item without it is of the first version. */
    static final String SHAPE = "shape";

    /** The version of the relation's content. */
    static final String RELATION_VERSION = "v";

    /** The marks of all scopes other than all marketing, in one text. */
    static final String SCOPES = "scopes";

    /** All ids of the person at the business; absent if there is only one. */
    static final String KNOWN_AS = "knownAs";

    /** The ids whose merge with the item's own is finished. */
    static final String MERGED_WITH = "mergedWith";

    /** What holds marketing: texts of short keys, each with milliseconds since 1970. Then the released keys. */
    static final String HELD = "held";

    static final String RELEASED = "released";

    /** The ids by the word of the business, and the finished merges with them. */
    static final String UNVERIFIED_IDS = "unverifiedIds";

    static final String UNVERIFIED_MERGED_WITH = "unverifiedMergedWith";

    public static final String RELATIONS_BY_BUSINESS = "relationsByBusiness";

    /** Ledger. An entry about a business's settings has {@code #} and the business's id in place of a relation. */
    public static final String RELATION = "relation";

    public static final String ENTRY_ID = "entryId";
    public static final String OCCURRED_AT = "occurredAt";

    /** Present if it differs from {@link #OCCURRED_AT}. */
    static final String COUNTS_FROM = "countsFrom";

    /** The same. */
    static final String RECORDED_AT = "recordedAt";

    static final String KIND = "kind";
    static final String VALUE = "value";
    static final String EVIDENCE = "evidence";

    /** The salt that was hashed with an entry's content into its evidence. */
    static final String SALT = "salt";

    /** Present only on entries that the business is told of: the time of arrival, and a hash of the entry's key. */
    public static final String CHANGE_AT = "changeAt";

    /** On the same entries: all else that the notice tells, under the names that it has in other entries; and its type. */
    static final String NOTICE = "notice";

    static final String TYPE = "type";

    public static final String CHANGES_BY_BUSINESS = "changesByBusiness";
    public static final String ENTRIES_BY_TIME = "entriesByTime";

    /** Follow-ups. The state of the work is beside these, each part under its own name. */
    public static final String FOLLOW_UP_ID = "followUpId";

    public static final String OPENED_AT = "openedAt";
    static final String ABOUT = "about";

    /** What people wrote, by the names of messages, while it is needed. */
    static final String TEXTS = "texts";

    static final String VERSION = "version";

    /** The business with one of its queues, and the rank in the queue: late messages first, then by due date. */
    public static final String QUEUE = "queue";

    public static final String RANK = "rank";
    public static final String QUEUE_BY_RANK = "queueByRank";

    /** Present only while the work is to be looked at again: the day (UTC), and the instant with the id. */
    public static final String REMIND_ON = "remindOn";

    public static final String REMIND_AT = "remindAt";
    public static final String REMIND_BY_DAY = "remindByDay";

    public static final String OPENED_BY_BUSINESS = "openedByBusiness";

    /** On the items that count the work due on a day. */
    static final String COUNT = "count";

    /** On the one item that tells how far the calendar of reminders has been worked off. */
    static final String THROUGH = "through";

    static final String SETTINGS = "settings";

    /** When a change of settings last removed a word, a button or a language for opt-outs. */
    static final String WORDS_TAKEN_AWAY_AT = "wordsTakenAwayAt";

    /** On the items of WhatsApp numbers: the business that the number belongs to. */
    static final String OWNER = "owner";

    public static final String REVOKED = "revoked";

    static final String ISSUED_UP_TO = "issuedUpTo";

    /** What is set aside: of whom, and under which id there. */
    public static final String OF = "of";

    public static final String ID = "id";

    /** An update of the messenger's, or a notice that failed, as JSON. */
    static final String TOLD = "told";

    static final String ENDPOINT = "endpoint";

    /** A public key of receipts, as JSON. */
    static final String PUBLIC_KEY = "publicKey";

    /** On an item of places: short hashes of the entries that have one. */
    static final String ADMITTED = "admitted";

    /** Begins the attributes that tell since when a version of the words is in use. */
    static final String SINCE_OF = "since-";

    /** When the store may delete the item (TTL), in seconds since 1970. */
    public static final String EXPIRES_AT = "expiresAt";

    /** Those by channel stand in the text of the scopes alone. */
    private static final Map<String, MarkKind> MARKS = Arrays.stream(MarkKind.values())
            .filter(kind -> !kind.isByChannel())
            .collect(Collectors.toUnmodifiableMap(Attributes::of, Function.identity()));

    private Attributes() {}

    /** The mark that an attribute stores; null for another attribute. */
    static @Nullable MarkKind mark(String attribute) {
        return MARKS.get(attribute);
    }

    /** The name of a mark about all marketing, or about something else: {@code OPTED_OUT} is {@code optedOut}. */
    static String of(MarkKind mark) {
        StringBuilder name = new StringBuilder();
        for (String word : mark.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
