package consimt.form;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code nextToken}: where a list goes on, in a form that callers pass back and do not read. It holds a place within
 * the list that was asked for and not whose list it is, so it opens no other.
 */
public final class Token {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int LONGEST = 512;

    private Token() {}

    public static String of(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param place makes a place of what {@link #of} was given; null, {@link IllegalArgumentException} or
     *     {@link DateTimeException} if it is none
     */
    public static <T> Reading<T> reading(Function<String, @Nullable T> place) {
        return Values.matching(FORM, LONGEST, "is not a token that was given out", token -> {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(token);
                return place.apply(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException | DateTimeException | IllegalArgumentException e) {
                return null;
            }
        });
    }
}
