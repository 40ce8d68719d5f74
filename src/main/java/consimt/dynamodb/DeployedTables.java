package consimt.dynamodb;

import consimt.doctor.Finding;
import consimt.doctor.FindingCode;
import consimt.doctor.StackPart;
import consimt.runtime.Setting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * The tables beside what the template declares, and the clock beside that of the store.
 *
 * @param isOfAws if not, an engine on somebody's machine has no stream, and protects nothing
 */
@Singleton
record DeployedTables(DynamoDbClient client, Tables tables, boolean isOfAws, Clock clock) implements StackPart {

    private static final Duration CLOCKS_APART = Duration.ofSeconds(10);

    @Inject
    DeployedTables(DynamoDbClient client, Tables tables, Clock clock) {
        this(client, tables, Setting.text("consimt.secrets").equals("managed"), clock);
    }

    /**
     * What the template declares of a table.
     *
     * @param logical its name in the template
     * @param indexes each with its name, its key and what it has besides
     */
    record TableForm(
            String logical, String name, String key, List<String> indexes, boolean hasStream, boolean expires) {}

    /** A test holds these to the template. */
    static List<TableForm> forms(Tables tables) {
        return List.of(
                new TableForm(
                        "Relations",
                        tables.relations(),
                        "userId, businessId",
                        List.of("relationsByBusiness: businessId, userId; ALL"),
                        false,
                        false),
                new TableForm(
                        "Ledger",
                        tables.ledger(),
                        "relation, entryId",
                        List.of(
                                "changesByBusiness: businessId, changeAt; INCLUDE notice, occurredAt",
                                "entriesByTime: relation, occurredAt; ALL"),
                        true,
                        false),
                new TableForm(
                        "FollowUps",
                        tables.followUps(),
                        "businessId, followUpId",
                        List.of(
                                "openedByBusiness: businessId, openedAt; ALL",
                                "queueByRank: queue, rank; ALL",
                                "remindByDay: remindOn, remindAt; ALL"),
                        false,
                        false),
                new TableForm("Businesses", tables.businesses(), "businessId", List.of(), false, false),
                new TableForm("Revocations", tables.revocations(), "revoked", List.of(), false, true),
                new TableForm("Aside", tables.aside(), "of, id", List.of(), false, true));
    }

    @Override
    public String name() {
        return "tables";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        for (TableForm form : forms(tables)) {
            Optional<DescribeTableResponse> answer =
                    ifThere(() -> client.describeTable(table -> table.tableName(form.name)));
            TableDescription table = answer.map(DescribeTableResponse::table).orElse(null);
            if (table == null) {
                findings.add(FindingCode.TABLE_MISSING.about(form.logical));
                continue;
            }
            differences(form, table).forEach(findings::add);
            if (isOfAws) {
                protections(form, table).forEach(code -> findings.add(code.about(form.logical)));
            }
            if (form.name.equals(tables.relations())
                    && answer.filter(this::isOfAnotherTime).isPresent()) {
                findings.add(FindingCode.CLOCK_OFF.about("clock"));
            }
        }
        return findings;
    }

    private static <T> Optional<T> ifThere(Supplier<T> call) {
        return Calls.to(() -> {
            try {
                return Optional.of(call.get());
            } catch (ResourceNotFoundException none) {
                return Optional.empty();
            }
        });
    }

    private static Stream<Finding> differences(TableForm form, TableDescription table) {
        Stream<String> wrong = Stream.concat(
                key(table.keySchema()).equals(form.key) ? Stream.empty() : Stream.of(form.logical),
                form.indexes.stream()
                        .filter(index -> table.globalSecondaryIndexes().stream()
                                .map(DeployedTables::text)
                                .noneMatch(index::equals))
                        .map(index -> form.logical + "/" + index.substring(0, index.indexOf(':'))));
        boolean isActive = table.tableStatus() == TableStatus.ACTIVE
                && table.globalSecondaryIndexes().stream().allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
        return Stream.concat(
                wrong.map(FindingCode.TABLE_DIFFERS::about),
                isActive ? Stream.empty() : Stream.of(FindingCode.TABLE_CHANGES.about(form.logical)));
    }

    private Stream<FindingCode> protections(TableForm form, TableDescription table) {
        boolean hasStream = table.streamSpecification() != null
                && table.streamSpecification().streamViewType() == StreamViewType.NEW_IMAGE;
        return Stream.of(
                        form.hasStream && !hasStream ? FindingCode.STREAM_OFF : null,
                        Boolean.TRUE.equals(table.deletionProtectionEnabled()) ? null : FindingCode.PROTECTION_OFF,
                        form.expires && !expires(form.name) ? FindingCode.EXPIRY_OFF : null,
                        isRecoverable(form.name) ? null : FindingCode.RECOVERY_OFF)
                .flatMap(Stream::ofNullable);
    }

    private boolean expires(String table) {
        return ifThere(() -> client.describeTimeToLive(ttl -> ttl.tableName(table)))
                .flatMap(answer -> Optional.ofNullable(answer.timeToLiveDescription()))
                .filter(ttl -> ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                        && Attributes.EXPIRES_AT.equals(ttl.attributeName()))
                .isPresent();
    }

    private boolean isRecoverable(String table) {
        return ifThere(() -> client.describeContinuousBackups(backups -> backups.tableName(table)))
                .flatMap(answer -> Optional.ofNullable(answer.continuousBackupsDescription()))
                .flatMap(backups -> Optional.ofNullable(backups.pointInTimeRecoveryDescription()))
                .filter(recovery -> recovery.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED)
                .isPresent();
    }

    /** The header has whole seconds. A store that tells no time says nothing of the clock. */
    private boolean isOfAnotherTime(DescribeTableResponse answer) {
        return answer.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .map(DeployedTables::instant)
                .filter(theirs ->
                        Duration.between(theirs, clock.instant()).abs().compareTo(CLOCKS_APART) > 0)
                .isPresent();
    }

    private static @Nullable Instant instant(String header) {
        try {
            return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static String text(GlobalSecondaryIndexDescription index) {
        Projection projection = index.projection();
        String more = projection.nonKeyAttributes().stream().sorted().collect(Collectors.joining(", "));
        return (index.indexName() + ": " + key(index.keySchema()) + "; " + projection.projectionTypeAsString() + " "
                        + more)
                .strip();
    }

    /** The first part of a key is told first. */
    private static String key(List<KeySchemaElement> parts) {
        return parts.stream()
                .sorted(Comparator.comparing(KeySchemaElement::keyTypeAsString))
                .map(KeySchemaElement::attributeName)
                .collect(Collectors.joining(", "));
    }
}
