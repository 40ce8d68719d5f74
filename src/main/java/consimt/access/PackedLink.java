package consimt.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import consimt.access.Link.Purpose;
import consimt.form.Values;
import consimt.relation.BusinessId;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What a link says, in few bytes: one large number, with a digit for each part and for each letter, each digit of a base
 * of its own. Its purpose and its id are not among the parts.
 */
final class PackedLink {

    private static final long MAKERS = 2;
    private static final long DAYS = 512;
    private static final long SECONDS = 1L << 32;

    /** A phone number has at most 15 digits (E.164). Such an id is one digit, and each other id is a text. */
    private static final long NUMBERS = 1_000_000_000_000_000L;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,14}");

    private static final String JOINT = "/";

    /** No letter is the digit 0, so the texts end where the number does. */
    private static final String LETTERS = " /-.:@_+0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private BigInteger left;

    private PackedLink(BigInteger left) {
        this.left = left;
    }

    static byte[] bytes(Link link) {
        String user = link.userId().value();
        boolean isNumber = NUMBER.matcher(user).matches();
        String texts = (isNumber ? "" : text(user) + JOINT)
                + (link.businessId() == null ? "" : link.businessId().value())
                + (link.scope().isAll() ? "" : JOINT + link.scope().text());
        PackedLink packed = new PackedLink(BigInteger.ZERO);
        for (int at = texts.length() - 1; at >= 0; at--) {
            packed.put(LETTERS.indexOf(texts.charAt(at)), LETTERS.length());
        }
        packed.put(isNumber ? Long.parseLong(user) : 0, NUMBERS);
        packed.put(Duration.between(Values.EARLIEST, link.issuedAt()).toSeconds(), SECONDS);
        packed.put(Duration.between(link.issuedAt(), link.expiresAt()).toDays(), DAYS);
        packed.put(link.isOfOperator() ? 1 : 0, MAKERS);
        return packed.left.toByteArray();
    }

    /** The id, or as Base64 behind a joint if it has other letters. */
    private static String text(String user) {
        return user.chars().allMatch(each -> LETTERS.indexOf(each) > LETTERS.indexOf(JOINT))
                ? user
                : JOINT + Base64.getUrlEncoder().withoutPadding().encodeToString(user.getBytes(US_ASCII));
    }

    /** @throws IllegalArgumentException if the bytes are those of newer code */
    static Link link(String id, Purpose purpose, byte[] bytes) {
        PackedLink packed = new PackedLink(new BigInteger(bytes));
        boolean isOfOperator = packed.take(MAKERS) == 1;
        long days = packed.take(DAYS);
        Instant issuedAt = Values.EARLIEST.plusSeconds(packed.take(SECONDS));
        long number = packed.take(NUMBERS);
        StringBuilder texts = new StringBuilder(number == 0 ? "" : number + JOINT);
        while (packed.left.signum() > 0) {
            texts.append(LETTERS.charAt((int) packed.take(LETTERS.length())));
        }
        boolean isCoded = texts.indexOf(JOINT) == 0;
        String[] parts = (texts.substring(isCoded ? JOINT.length() : 0) + JOINT).split(JOINT, 3);
        String scope = parts[2].isEmpty() ? "" : parts[2].substring(0, parts[2].length() - 1);
        return new Link(
                id,
                new UserId(isCoded ? new String(Base64.getUrlDecoder().decode(parts[0]), US_ASCII) : parts[0]),
                parts[1].isEmpty() ? null : new BusinessId(parts[1]),
                purpose,
                scope(scope, purpose),
                isOfOperator,
                issuedAt,
                issuedAt.plus(Duration.ofDays(days)));
    }

    /** A scope that this code cannot read counts as all marketing where a link stops, so that it stops no less. */
    private static Scope scope(String text, Purpose purpose) {
        try {
            return Scope.of(text);
        } catch (IllegalArgumentException e) {
            if (purpose != Purpose.UNSUBSCRIBE) {
                throw e;
            }
            return Scope.ALL;
        }
    }

    private void put(long digit, long base) {
        left = left.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(digit));
    }

    private long take(long base) {
        BigInteger[] rest = left.divideAndRemainder(BigInteger.valueOf(base));
        left = rest[0];
        return rest[1].longValue();
    }
}
