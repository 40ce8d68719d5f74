package consimt.kit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** How the store measures and orders what is in an item, and how it refuses. Sizes are in bytes. */
final class MemoryItems {

    /** As bytes of UTF-8 are ordered: what needs two units of UTF-16 comes last. */
    static final Comparator<String> BY_BYTES = MemoryItems::compare;

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private MemoryItems() {}

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char its = one.charAt(i);
            char theirs = other.charAt(i);
            if (its != theirs) {
                boolean isLong = Character.isSurrogate(its);
                return isLong == Character.isSurrogate(theirs) ? its - theirs : isLong ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }

    static int size(@Nullable Map<String, AttributeValue> item) {
        int size = 0;
        if (item != null) {
            for (Map.Entry<String, AttributeValue> each : item.entrySet()) {
                size += bytes(each.getKey()) + size(each.getValue());
            }
        }
        return size;
    }

    static int size(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case B -> value.b().asByteArrayUnsafe().length;
            case N -> number(value.n());
            case SS -> value.ss().stream().mapToInt(MemoryItems::bytes).sum();
            case M -> 3 + value.m().size() + size(value.m());
            case L ->
                3
                        + value.l().size()
                        + value.l().stream().mapToInt(MemoryItems::size).sum();
            case BOOL, NUL -> 1;
            default -> throw new UnsupportedOperationException("no store writes a value of type " + value.type());
        };
    }

    /** Two digits of those that count are a byte. A byte more is for the place of the point, and one for a sign. */
    private static int number(String number) {
        String digits = number.replaceFirst("^-", "").replaceFirst("0+$", "");
        return digits.isEmpty() ? 1 : (digits.length() + 1) / 2 + (number.startsWith("-") ? 2 : 1);
    }

    static int bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }

    static double readUnits(int size, @Nullable Boolean isStrong) {
        double units = Math.max(1, Math.ceil(size / 4096.0));
        return isStrong != null && isStrong ? units : units / 2;
    }

    static double writeUnits(int size) {
        return Math.max(1, Math.ceil(size / 1024.0));
    }

    static boolean areSame(@Nullable Map<String, AttributeValue> one, @Nullable Map<String, AttributeValue> other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.keySet().equals(other.keySet())
                && one.keySet().stream().allMatch(name -> areSame(one.get(name), other.get(name)));
    }

    /** Whether two values are one. Sets have no order. */
    static boolean areSame(AttributeValue one, AttributeValue other) {
        return one.hasSs() && other.hasSs()
                ? new HashSet<>(one.ss()).equals(new HashSet<>(other.ss()))
                : one.equals(other);
    }

    /** Refuses what no item can have. */
    static void check(Map<String, AttributeValue> values) {
        values.values().forEach(MemoryItems::check);
    }

    private static void check(AttributeValue value) {
        switch (value.type()) {
            case S, B, BOOL, NUL -> {}
            case N -> checkNumber(value.n());
            case SS -> {
                if (value.ss().isEmpty()
                        || new HashSet<>(value.ss()).size() < value.ss().size()) {
                    throw invalid("One or more parameter values were invalid: an empty set, or one with doubles");
                }
            }
            case M -> check(value.m());
            case L -> value.l().forEach(MemoryItems::check);
            default -> throw new UnsupportedOperationException("no store writes a value of type " + value.type());
        }
    }

    private static void checkNumber(String number) {
        if (!WHOLE.matcher(number).matches()) {
            try {
                new BigDecimal(number);
            } catch (NumberFormatException none) {
                throw invalid("The parameter cannot be converted to a numeric value: " + number);
            }
            throw new UnsupportedOperationException("no store writes a number as " + number);
        }
    }

    /** A set of texts without doubles. */
    static AttributeValue set(List<String> elements) {
        return AttributeValue.fromSs(elements.stream().distinct().toList());
    }

    static DynamoDbException invalid(String why) {
        return refusal(DynamoDbException.builder(), "ValidationException", why);
    }

    static DynamoDbException refusal(DynamoDbException.Builder refusal, String code, String why) {
        return (DynamoDbException) refusal.message(why)
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("DynamoDb")
                        .errorCode(code)
                        .errorMessage(why)
                        .build())
                .build();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
