package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.Business;
import consimt.doctor.Doctor.Inventory;
import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** One read of a table for each page, at any rate. Settings and the numbers of businesses are in one table. */
@Singleton
record DynamoInventory(Store store, ObjectMapper json) implements Inventory {

    private static final int SETTINGS_OF_A_PAGE = 25;
    private static final int ASIDE_OF_A_PAGE = 500;

    /** Sorts after each id of what is kept aside. */
    private static final String END = "~~";

    private static final String NUMBERS = "whatsapp#";

    @Override
    public TablesSeen tables() {
        Tables tables = store.tables();
        List<String> missing = new ArrayList<>();
        Instant clock = null;
        for (String[] table : new String[][] {
            {"Relations", tables.relations()},
            {"Ledger", tables.ledger()},
            {"FollowUps", tables.followUps()},
            {"Businesses", tables.businesses()},
            {"Revocations", tables.revocations()},
            {"Aside", tables.aside()}
        }) {
            Optional<DescribeTableResponse> answer = described(table[1]);
            if (answer.isEmpty()) {
                missing.add(table[0]);
            } else {
                clock = clock(answer.get());
            }
        }
        return new TablesSeen(missing, clock);
    }

    private Optional<DescribeTableResponse> described(String table) {
        return Calls.to(() -> {
            try {
                return Optional.of(store.client().describeTable(describe -> describe.tableName(table)));
            } catch (ResourceNotFoundException none) {
                return Optional.empty();
            }
        });
    }

    private static @Nullable Instant clock(DescribeTableResponse answer) {
        String header = answer.sdkHttpResponse().firstMatchingHeader("Date").orElse("");
        try {
            return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    @Override
    public Page<Business> businesses(@Nullable String after) {
        ScanResponse page = scan(ScanRequest.builder()
                .tableName(store.tables().businesses())
                .limit(SETTINGS_OF_A_PAGE)
                .exclusiveStartKey(after == null ? null : Map.of(Attributes.BUSINESS_ID, Items.text(after))));
        return new Page<>(
                page.items().stream()
                        .filter(item -> item.containsKey(Attributes.SETTINGS))
                        .map(item -> new StoredJson<>(json, Business.class).read(item, Attributes.SETTINGS))
                        .toList(),
                next(page, Attributes.BUSINESS_ID));
    }

    /** The next page begins after all that is kept for the last number, so a number with much is read once. */
    @Override
    public Page<String> numbersAside(@Nullable String after, Instant now) {
        ScanResponse page = scan(ScanRequest.builder()
                .tableName(store.tables().aside())
                .limit(ASIDE_OF_A_PAGE)
                .projectionExpression("#of")
                .filterExpression("begins_with(#of, :numbers) AND #expiresAt > :now")
                .expressionAttributeNames(Map.of("#of", Attributes.OF, "#expiresAt", Attributes.EXPIRES_AT))
                .expressionAttributeValues(Map.of(":numbers", Items.text(NUMBERS), ":now", Items.seconds(now)))
                .exclusiveStartKey(after == null ? null : Items.aside(after, END)));
        Set<String> numbers = new TreeSet<>();
        page.items().forEach(item -> numbers.add(Items.text(item, Attributes.OF).substring(NUMBERS.length())));
        return new Page<>(List.copyOf(numbers), next(page, Attributes.OF));
    }

    private ScanResponse scan(ScanRequest.Builder request) {
        return Calls.to(() -> store.client().scan(request.build()));
    }

    private static @Nullable String next(ScanResponse page, String key) {
        Map<String, AttributeValue> last = page.lastEvaluatedKey();
        return last.isEmpty() ? null : Items.text(last, key);
    }

    @Override
    public List<Entry> tokens(BusinessId businessId, Instant since) {
        return DynamoRevocations.tokensSince(since, businessId, store.ledger()).items().stream()
                .map(EntryItems::entry)
                .toList();
    }
}
